# The style of the HTML form, embedded in the binary.
set(styles ${CMAKE_SOURCE_DIR}/src/publish/answer.css)
set(styles_c ${CMAKE_BINARY_DIR}/gen/publish_styles.c)
add_custom_command(OUTPUT ${styles_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${styles_c} -DSYMBOL=publish_styles
        -DHEADER=publish/answer_style.h "-DFILES=${styles}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${styles} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
# The style of charts that stand alone; pages have it in their own style (ui/app.css).
set(chart_style ${CMAKE_SOURCE_DIR}/src/publish/chart.css)
set(chart_style_c ${CMAKE_BINARY_DIR}/gen/publish_chart_styles.c)
add_custom_command(OUTPUT ${chart_style_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${chart_style_c} -DSYMBOL=publish_chart_styles
        -DHEADER=publish/answer_style.h "-DFILES=${chart_style}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${chart_style} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
set(GEN_SOURCES ${styles_c} ${chart_style_c})
