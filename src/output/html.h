/* Text inside HTML: nothing of it can be an element, an attribute's end or a control. */
#ifndef KJ_OUTPUT_HTML_H
#define KJ_OUTPUT_HTML_H

#include "base/string.h"

/* Bytes of any kind: & < > " ' as references, what is no UTF-8 as U+FFFD, controls and marks of direction as visible
 * escapes (\u{1B}); line ends stay. An absent string gives nothing. */
void kj_html_text(kj_buffer *out, kaoju_string s);

#endif
