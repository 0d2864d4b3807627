/* A check for a terminal: claims with their evidence, or groups with every source line, and the articles that are one text. */
#include "output/cell.h"
#include "output/check.h"

#define SENTENCE_WIDTH 60
#define RESET "\033[0m"

typedef struct table {
    const kaoju_check *check;
    kj_buffer *out;
    bool color;
} table;

static void paint(const table *t, const char *color) {
    if (t->color)
        kj_buffer_text(t->out, color);
}

static void colored(const table *t, const char *color, const char *text) {
    paint(t, color);
    kj_buffer_text(t->out, text);
    paint(t, RESET);
}

/* What a function appends, made inert for the terminal. */
static void inert(const table *t, kj_buffer *piece) {
    if (kj_buffer_end(piece))
        kj_cell_inert(t->out, (kaoju_string){piece->data, piece->size});
    t->out->failed |= piece->failed;
    kj_buffer_free(piece);
}

/* "  948亿美元   2024   page.txt:33:12   去年达到948亿美元" */
static void line(const table *t, const kaoju_statement *s, bool again) {
    kj_buffer place = {0};
    kaoju_string time = s->edtf.data ? s->edtf : kj_string("-");
    kj_check_place(&s->source, &place);
    kj_buffer_text(t->out, again ? "   = " : "     ");
    kj_cell_add(t->out, s->figure, 16, false);
    kj_cell_add(t->out, time, 22, false);
    inert(t, &place);
    kj_buffer_text(t->out, "  ");
    size_t width = kj_cell_width(s->sentence);
    kj_cell_add(t->out, s->sentence, width < SENTENCE_WIDTH ? width : SENTENCE_WIDTH, true);
    kj_buffer_text(t->out, "\n");
}

static void group(const table *t, const kaoju_agreement *a) {
    static const char *const colors[] = {"\033[32m", "\033[32m", "\033[33m", "\033[33m", "\033[31m"};
    const kaoju_statement *s = kaoju_statement_at(t->check, a->statements[0]);
    kj_buffer subject = {0};
    kj_check_subject(s, &subject);
    colored(t, colors[a->verdict], kj_check_words(a->verdict));
    kj_buffer_text(t->out, "  ");
    kj_cell_inert(t->out, s->metric);
    if (s->change.data) {
        kj_buffer_text(t->out, " (");
        kj_cell_inert(t->out, s->change);
        kj_buffer_text(t->out, ")");
    }
    kj_buffer_text(t->out, subject.size ? " of " : "");
    inert(t, &subject);
    kj_buffer_text(t->out, "  [");
    kj_check_sources(a->origin_count, a->statement_count, t->out);
    kj_buffer_text(t->out, "]\n");
    for (size_t i = 0; i < a->statement_count; i++)
        line(t, kaoju_statement_at(t->check, a->statements[i]), a->origins[i] != a->statements[i]);
}

static void reprint(const table *t, const kaoju_reprint *r) {
    kj_buffer_text(t->out, "one article, printed ");
    kj_buffer_format(t->out, "%zu times\n", r->source_count);
    for (size_t i = 0; i < r->source_count; i++) {
        kj_buffer place = {0};
        kj_check_place(&r->sources[i], &place);
        kj_buffer_text(t->out, "     ");
        inert(t, &place);
        if (i)
            kj_buffer_format(t->out, "  %u %% the same", r->shared[i]);
        kj_buffer_text(t->out, "\n");
    }
}

static void claim(const table *t, const kaoju_claim *c) {
    static const char *const colors[] = {"\033[32m", "\033[31m", "\033[33m"};
    static const char *const words[] = {"supported", "CONTRADICTED", "not found"};
    colored(t, colors[c->judgement], words[c->judgement]);
    kj_buffer_format(t->out, "  %u: ", (unsigned)c->line);
    kj_cell_inert(t->out, c->text);
    kj_buffer_text(t->out, "\n     ");
    kj_cell_inert(t->out, c->reason);
    if (c->evidence_count) {
        kj_buffer_text(t->out, "  [");
        kj_check_sources(c->origin_count, c->evidence_count, t->out);
        kj_buffer_text(t->out, "]");
    }
    kj_buffer_text(t->out, "\n");
    for (size_t i = 0; i < c->evidence_count; i++)
        line(t, kaoju_statement_at(t->check, c->evidence[i]), false);
}

static void summary(const table *t) {
    size_t counts[5] = {0}, judged[3] = {0};
    for (size_t i = 0; i < kaoju_agreement_count(t->check); i++)
        counts[kaoju_agreement_at(t->check, i)->verdict]++;
    for (size_t i = 0; i < kaoju_claim_count(t->check); i++)
        judged[kaoju_claim_at(t->check, i)->judgement]++;
    if (kaoju_claim_count(t->check)) {
        kj_buffer_format(t->out, "%zu supported, %zu contradicted, %zu not found; %zu facts in the pages\n", judged[0],
                         judged[1], judged[2], kaoju_statement_count(t->check));
        return;
    }
    kj_buffer_format(t->out, "%zu facts:", kaoju_statement_count(t->check));
    const char *comma = "";
    for (int v = 4; v >= 0; v--)
        if (counts[v]) {
            kj_buffer_format(t->out, "%s %zu %s", comma, counts[v], kj_check_words((kaoju_verdict)v));
            comma = ",";
        }
    kj_buffer_text(t->out, *comma ? "\n" : " none is stated twice\n");
}

void kj_check_table(const kaoju_check *check, bool color, kj_buffer *out) {
    table t = {check, out, color};
    bool claims = kaoju_claim_count(check) > 0;
    for (size_t i = 0; i < kaoju_claim_count(check); i++)
        claim(&t, kaoju_claim_at(check, i));
    for (size_t i = 0; !claims && i < kaoju_agreement_count(check); i++)
        group(&t, kaoju_agreement_at(check, i));
    for (size_t i = 0; i < kaoju_reprint_count(check); i++)
        reprint(&t, kaoju_reprint_at(check, i));
    summary(&t);
}
