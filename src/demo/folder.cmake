# The published figures, embedded in the binary.
set(figures ${CMAKE_SOURCE_DIR}/demo/published/figures.csv)
set(figures_c ${CMAKE_BINARY_DIR}/gen/demo_figures.c)
add_custom_command(OUTPUT ${figures_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${figures_c} -DSYMBOL=demo_figures
        -DHEADER=demo/demo_figures.h "-DFILES=${figures}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${figures} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
set(GEN_SOURCES ${figures_c})
