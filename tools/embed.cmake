# Files as C arrays: cmake -DOUT=x.c -DSYMBOL=name -DHEADER=folder/file.h "-DFILES=a;b"
# -P embed.cmake. The header declares `struct embedded { name, bytes, n }`, the array
# SYMBOL and its length SYMBOL_count. Order is by file name. With -DHASHED=yes a name
# holds the first 12 digits of the SHA-256 of its content: "app-0123456789ab.css".
set(list)
set(body)
set(number 0)
foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME)
    list(APPEND list "${name}|${file}")
endforeach()
list(SORT list)
foreach(entry IN LISTS list)
    string(REGEX MATCH "^([^|]*)\\|(.*)$" _ "${entry}")
    set(name ${CMAKE_MATCH_1})
    set(path ${CMAKE_MATCH_2})
    if(HASHED)
        file(SHA256 ${path} hash)
        string(SUBSTRING ${hash} 0 12 hash)
        get_filename_component(stem ${path} NAME_WE)
        get_filename_component(ending ${path} EXT)
        set(name "${stem}-${hash}${ending}")
    endif()
    file(READ ${path} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)"
        "\\1\n    " bytes "${bytes}")
    string(APPEND arrays
        "static const unsigned char file_${number}[] = {\n    ${bytes}0};\n\n")
    string(APPEND rows
        "    {\"${name}\", file_${number}, sizeof file_${number} - 1},\n")
    math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUT}.new "/* Made by tools/embed.cmake. */\n#include \"${HEADER}\"\n\n"
    "${arrays}const struct embedded ${SYMBOL}[] = {\n${rows}};\n"
    "const size_t ${SYMBOL}_count = ${number};\n")
file(RENAME ${OUT}.new ${OUT})
