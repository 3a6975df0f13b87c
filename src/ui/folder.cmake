# The catalogues of po/, checked and compiled by msgfmt, and the files of ui/, both
# embedded in the binary.
find_program(MSGFMT msgfmt REQUIRED)
set(catalogues)
foreach(language fr en ar)
    set(mo ${CMAKE_BINARY_DIR}/gen/po/${language}.mo)
    add_custom_command(OUTPUT ${mo}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/gen/po
        COMMAND ${MSGFMT} --check --output-file=${mo}
            ${CMAKE_SOURCE_DIR}/po/${language}.po
        DEPENDS ${CMAKE_SOURCE_DIR}/po/${language}.po
        VERBATIM)
    list(APPEND catalogues ${mo})
endforeach()
set(catalogues_c ${CMAKE_BINARY_DIR}/gen/ui_catalogues.c)
add_custom_command(OUTPUT ${catalogues_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${catalogues_c} -DSYMBOL=ui_catalogues
        -DHEADER=ui/catalogue.h "-DFILES=${catalogues}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${catalogues} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)

file(GLOB ui_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/ui/*.css
    ${CMAKE_SOURCE_DIR}/ui/*.js ${CMAKE_SOURCE_DIR}/ui/*.svg
    ${CMAKE_SOURCE_DIR}/ui/package-lock.json)
set(assets)
foreach(name app.css app.js icon.svg)
    list(APPEND assets ${CMAKE_BINARY_DIR}/gen/ui/${name})
endforeach()
add_custom_command(OUTPUT ${assets}
    COMMAND ${CMAKE_SOURCE_DIR}/tools/bundle_ui ${CMAKE_BINARY_DIR}/gen/ui
    DEPENDS ${ui_sources} ${CMAKE_SOURCE_DIR}/src/publish/chart.css
        ${CMAKE_SOURCE_DIR}/tools/bundle_ui
    VERBATIM)
set(assets_c ${CMAKE_BINARY_DIR}/gen/ui_assets.c)
add_custom_command(OUTPUT ${assets_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${assets_c} -DSYMBOL=ui_assets
        -DHEADER=ui/assets.h -DHASHED=yes "-DFILES=${assets}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${assets} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
set(GEN_SOURCES ${catalogues_c} ${assets_c})
