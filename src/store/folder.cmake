# The migrations, in order of name, embedded in the binary as one C file.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/store/migrations/*.sql)
set(migrations_c ${CMAKE_BINARY_DIR}/gen/store_migrations.c)
add_custom_command(OUTPUT ${migrations_c}
    COMMAND ${CMAKE_COMMAND} -DOUT=${migrations_c} -DSYMBOL=store_migrations
        -DHEADER=store/migrations.h "-DFILES=${migrations}"
        -P ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    DEPENDS ${migrations} ${CMAKE_SOURCE_DIR}/tools/embed.cmake
    VERBATIM)
set(GEN_SOURCES ${migrations_c})
