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
# The bank of questions to begin from, embedded in the binary.
file(GLOB question_bank_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/demo/questions/*.vraag)
set(question_bank_c ${CMAKE_BINARY_DIR}/gen/question_bank.c)
add_custom_command(OUTPUT ${question_bank_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${question_bank_c} -DSYMBOL=question_bank
        -DHEADER=act/question_bank.h "-DFILES=${question_bank_files}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${question_bank_files} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
list(APPEND GEN_SOURCES ${question_bank_c})
