/* A check as one HTML page that needs nothing else: no script, no network; every text of a document is escaped. */
#include "output/check.h"
#include "output/html.h"

static const char *class_of(kaoju_verdict v) {
    return v == KAOJU_CONFLICT ? "bad" : v >= KAOJU_PERIOD_DIFFERS ? "odd" : "good";
}

/* What a function appends, escaped. */
static void escaped(kj_buffer *out, kj_buffer *piece) {
    if (kj_buffer_end(piece))
        kj_html_text(out, (kaoju_string){piece->data, piece->size});
    out->failed |= piece->failed;
    kj_buffer_free(piece);
}

static void row(kj_buffer *out, const kaoju_statement *s, bool again) {
    kj_buffer place = {0};
    kj_buffer_text(out, "<tr><td class=\"n\"><bdi>");
    kj_html_text(out, s->figure);
    kj_buffer_text(out, "</bdi></td><td class=\"n\">");
    kj_html_text(out, s->edtf);
    kj_buffer_text(out, "</td><td class=\"n\"><bdi>");
    kj_check_place(&s->source, &place);
    escaped(out, &place);
    kj_buffer_text(out, again ? "</bdi> <span class=\"note\">printed again</span></td><td class=\"text\">"
                              : "</bdi></td><td class=\"text\">");
    kj_html_text(out, s->sentence);
    kj_buffer_text(out, "</td></tr>\n");
}

static void group(kj_buffer *out, const kaoju_check *check, const kaoju_agreement *a) {
    const kaoju_statement *s = kaoju_statement_at(check, a->statements[0]);
    kj_buffer subject = {0};
    kj_buffer_format(out, "<section>\n<h2><span class=\"%s\">%s</span> <bdi>", class_of(a->verdict),
                     kj_check_words(a->verdict));
    kj_html_text(out, s->metric);
    if (s->change.data) {
        kj_buffer_text(out, " (");
        kj_html_text(out, s->change);
        kj_buffer_text(out, ")");
    }
    kj_buffer_text(out, "</bdi> <bdi class=\"note\">");
    kj_check_subject(s, &subject);
    escaped(out, &subject);
    kj_buffer_text(out, "</bdi> <span class=\"note\">");
    kj_check_sources(a->origin_count, a->statement_count, out);
    kj_buffer_text(out, "</span></h2>\n<table>\n");
    for (size_t i = 0; i < a->statement_count; i++)
        row(out, kaoju_statement_at(check, a->statements[i]), a->origins[i] != a->statements[i]);
    kj_buffer_text(out, "</table>\n</section>\n");
}

static void claim(kj_buffer *out, const kaoju_check *check, const kaoju_claim *c) {
    static const char *const classes[] = {"good", "bad", "odd"}, *const words[] = {"supported", "CONTRADICTED",
                                                                                   "not found"};
    kj_buffer_format(out, "<section>\n<h2><span class=\"%s\">%s</span> <bdi>", classes[c->judgement],
                     words[c->judgement]);
    kj_html_text(out, c->text);
    kj_buffer_text(out, "</bdi></h2>\n<p><bdi>");
    kj_html_text(out, c->reason);
    kj_buffer_text(out, "</bdi></p>\n<table>\n");
    for (size_t i = 0; i < c->evidence_count; i++)
        row(out, kaoju_statement_at(check, c->evidence[i]), false);
    kj_buffer_text(out, "</table>\n</section>\n");
}

static void reprint(kj_buffer *out, const kaoju_reprint *r) {
    kj_buffer_format(out, "<section>\n<h2>one article, printed %zu times</h2>\n<table>\n", r->source_count);
    for (size_t i = 0; i < r->source_count; i++) {
        kj_buffer place = {0};
        kj_buffer_text(out, "<tr><td><bdi>");
        kj_check_place(&r->sources[i], &place);
        escaped(out, &place);
        kj_buffer_text(out, "</bdi></td><td>");
        if (i)
            kj_buffer_format(out, "%u %% the same", r->shared[i]);
        kj_buffer_text(out, "</td></tr>\n");
    }
    kj_buffer_text(out, "</table>\n</section>\n");
}

void kj_check_html(const kaoju_check *check, kj_buffer *out) {
    const kaoju_string none = {NULL, 0}; /* no script */
    kj_html_begin(out, "kaoju check", kj_page_check_css, none);
    kj_buffer_text(out, "<h1>kaoju check</h1>\n");
    bool claims = kaoju_claim_count(check) > 0;
    for (size_t i = 0; i < kaoju_claim_count(check); i++)
        claim(out, check, kaoju_claim_at(check, i));
    for (size_t i = 0; !claims && i < kaoju_agreement_count(check); i++)
        group(out, check, kaoju_agreement_at(check, i));
    for (size_t i = 0; i < kaoju_reprint_count(check); i++)
        reprint(out, kaoju_reprint_at(check, i));
    kj_html_end(out, none);
}
