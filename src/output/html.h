/* Text inside HTML: nothing of it can be an element, an attribute's end or a control; and what kaoju's pages begin with. */
#ifndef KJ_OUTPUT_HTML_H
#define KJ_OUTPUT_HTML_H

#include "base/string.h"

/* Bytes of any kind: & < > " ' as references, what is no UTF-8 as U+FFFD, controls and marks of direction as visible
 * escapes (\u{1B}); line ends stay. An absent string gives nothing. */
void kj_html_text(kj_buffer *out, kaoju_string s);

/* The same for the text of a document, of which every character must be told from every other: an escape stands in
 * <i class="c" data-u="1B">\u{1B}</i>; tabs stay, and the CR of a CR LF shows nothing. */
void kj_html_source(kj_buffer *out, kaoju_string s);

/* Files of page/, as they are; made by cmake/embed.cmake. */
extern const kaoju_string kj_page_base_css, kj_page_check_css, kj_page_page_css, kj_page_page_js;

/* <!DOCTYPE html> to <body>: the base style, `style`, and a policy that lets the page load nothing and run nothing but
 * `script` (absent: nothing at all). The title is ours. */
void kj_html_begin(kj_buffer *out, const char *title, kaoju_string style, kaoju_string script);
/* The script, which must be the one that kj_html_begin was given, to </html>. */
void kj_html_end(kj_buffer *out, kaoju_string script);

#endif
