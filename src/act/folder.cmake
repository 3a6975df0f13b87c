# The linkage schema for Flanders, embedded in the binary.
set(linkage_schema ${CMAKE_SOURCE_DIR}/demo/linkage/schema.json)
set(linkage_schema_c ${CMAKE_BINARY_DIR}/gen/linkage_schema_default.c)
add_custom_command(OUTPUT ${linkage_schema_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${linkage_schema_c} -DSYMBOL=linkage_schema_default
        -DHEADER=act/link_schema_default.h "-DFILES=${linkage_schema}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${linkage_schema} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
set(GEN_SOURCES ${linkage_schema_c})
