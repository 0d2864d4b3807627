# cmake -DIN=page.css -DOUT=page.css.c -DNAME=kj_page_css -P embed.cmake: a file as a kaoju_string of C. It stays a file that
# can be read and edited; bytes, not a string literal, since C promises only 4095 characters of those.
file(READ ${IN} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REPEAT "." 120 line)
string(REGEX REPLACE "(${line})" "\\1\n" bytes "${bytes}")
get_filename_component(name ${IN} NAME)
file(WRITE ${OUT} "/* ${name}, by .cmake/embed.cmake */\n#include \"output/html.h\"\n\n"
  "static const unsigned char bytes[] = {\n${bytes}};\n"
  "const kaoju_string ${NAME} = {(const char *)bytes, sizeof bytes};\n")
