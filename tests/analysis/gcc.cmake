# What gcc's analyzer (12) takes for bugs and is none: of one file one warning each. Included by analyze.sh behind project().

# (iconv_t)-1, which iconv_open gives when it fails, is no converter that could leak.
set_source_files_properties(src/text/encoding.c PROPERTIES COMPILE_OPTIONS -Wno-analyzer-malloc-leak)
# *out = *number sets every field of the copy; the analyzer loses the decimals among them when negate exchanges them.
set_source_files_properties(src/extract/bind_number.c PROPERTIES COMPILE_OPTIONS -Wno-analyzer-use-of-uninitialized-value)
