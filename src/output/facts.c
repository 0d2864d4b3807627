/* Facts -> cells. Numbers stay the exact decimal strings that they are; everything else is one line of text. Cost: linear
 * in the cells. */
#include "output/facts.h"

#include "output/cell.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <string.h>

enum {
    METRIC,
    SUBJECT,
    TEXT,
    COMPARATOR,
    NUMBER,
    LOW,
    HIGH,
    UNIT,
    UNIT_TEXT,
    KIND,
    OBJECT,
    TIME,
    START,
    END,
    CHANGE,
    FROM,
    BASE,
    STATUS,
    SAID_BY,
    TOPIC,
    SENTENCE,
    SOURCE,
    LINE,
    COLUMN,
    DOC,
    CONFIDENCE,
    RULE,
    SUBJECT_IDS,
    ID
};

const kj_column kj_fact_columns[] = {
    [METRIC] = {"metric", "指标", "数字衡量的是什么", KJ_CELL_TEXT},
    [SUBJECT] = {"subject", "主体", "关于哪些国家、机构、地方或人", KJ_CELL_TEXT},
    [TEXT] = {"text", "原文", "数字在文中的写法", KJ_CELL_TEXT},
    [COMPARATOR] = {"comparator", "比较", "eq 等于 approx 约 gt 超过 ge 不少于 lt 不到 le 不超过 range 区间",
                    KJ_CELL_TEXT},
    [NUMBER] = {"number", "数值", "精确的十进制数；超过十五位有效数字时为文本", KJ_CELL_NUMBER},
    [LOW] = {"low", "下限", "区间的下限", KJ_CELL_NUMBER},
    [HIGH] = {"high", "上限", "区间的上限", KJ_CELL_NUMBER},
    [UNIT] = {"unit", "单位", "货币为 ISO 4217，计量单位为 UCUM", KJ_CELL_TEXT},
    [UNIT_TEXT] = {"unit_text", "单位原文", "单位在文中的写法", KJ_CELL_TEXT},
    [KIND] = {"kind", "类别",
              "money 金额 percent 百分数 points 百分点 count 个数 measure 计量 multiple 倍数 fraction 分数",
              KJ_CELL_TEXT},
    [OBJECT] = {"object", "所数之物", "一千个「岗位」", KJ_CELL_TEXT},
    [TIME] = {"time", "时间", "EDTF（ISO 8601-2）", KJ_CELL_TEXT},
    [START] = {"start", "起", "时间的第一天", KJ_CELL_DAY},
    [END] = {"end", "止", "时间的最后一天", KJ_CELL_DAY},
    [CHANGE] = {"change", "变化", "increase 增加 decrease 减少 growth_rate 增幅；空为水平值", KJ_CELL_TEXT},
    [FROM] = {"from", "原值", "由多少变来", KJ_CELL_TEXT},
    [BASE] = {"base", "对比", "year_ago 同比 previous 环比", KJ_CELL_TEXT},
    [STATUS] = {"status", "状态", "stated 陈述 planned 计划 denied 否定", KJ_CELL_TEXT},
    [SAID_BY] = {"said_by", "出自", "谁说的", KJ_CELL_TEXT},
    [TOPIC] = {"topic", "话题", "分句开头所说的对象（不是实体时）", KJ_CELL_TEXT},
    [SENTENCE] = {"sentence", "句子", "数字所在的句子", KJ_CELL_TEXT},
    [SOURCE] = {"source", "来源", "网址或文件", KJ_CELL_SOURCE},
    [LINE] = {"line", "行", "数字在文档的第几行", KJ_CELL_COUNT},
    [COLUMN] = {"column", "列", "从该行第几个字开始", KJ_CELL_COUNT},
    [DOC] = {"doc", "文档", "出自哪份文档", KJ_CELL_TEXT},
    [CONFIDENCE] = {"confidence", "可信度", "0 到 1", KJ_CELL_SCORE},
    [RULE] = {"rule", "规则", "由哪条规则得出", KJ_CELL_TEXT},
    [SUBJECT_IDS] = {"subject_ids", "主体编号", "各主体的编号", KJ_CELL_TEXT},
    [ID] = {"id", "编号", "事实的编号；同一文档、同一模型总得同一编号", KJ_CELL_TEXT},
};
const size_t kj_fact_column_count = sizeof kj_fact_columns / sizeof *kj_fact_columns;

bool kj_facts_open(kj_facts *t, const kaoju_result *result) {
    *t = (kj_facts){.result = result, .entities = kj_names_new()};
    bool ok = t->entities != NULL;
    for (size_t i = 0; ok && i < kaoju_entity_count(result); i++)
        ok = kj_names_add(t->entities, kj_string(kaoju_entity_at(result, i)->id)) == i;
    return ok;
}

void kj_facts_close(kj_facts *t) {
    kj_names_free(t->entities);
    t->entities = NULL;
}

const kaoju_entity *kj_facts_entity(const kj_facts *t, const char *id) {
    uint32_t index = id ? kj_names_find(t->entities, kj_string(id)) : KJ_NONE;
    return index == KJ_NONE ? NULL : kaoju_entity_at(t->result, index);
}

kaoju_string kj_facts_name(const kj_facts *t, const char *id) {
    const kaoju_entity *e = kj_facts_entity(t, id);
    return e && e->name.data ? e->name : kj_string(id);
}

/* ------------------------------------------------------------------ text for people */

static bool is_layout(uint32_t cp) {
    return cp == '\n' || cp == '\r' || kj_char_is_space(cp);
}

/* Blanks and line ends between words of letters are one space; beside a Chinese character they are only layout. */
static void add_flat(kj_buffer *out, kaoju_string text) {
    uint32_t before = 0;
    bool blank = false;
    for (size_t at = 0; at < text.size;) {
        size_t start = at;
        uint32_t cp = kj_utf8_next(text.data, text.size, &at);
        if (is_layout(cp)) {
            blank = true;
            continue;
        }
        if (blank && before && kj_char_width(before) == 1 && kj_char_width(cp) == 1)
            kj_buffer_text(out, " ");
        kj_buffer_add(out, text.data + start, at - start);
        before = cp;
        blank = false;
    }
}

void kj_plain(kj_buffer *out, kaoju_string text) {
    kj_buffer clean = {0}, flat = {0};
    if (text.data)
        kj_utf8_repair(&clean, text.data, text.size);
    if (clean.size)
        add_flat(&flat, (kaoju_string){clean.data, clean.size});
    if (flat.size)
        kj_cell_inert(out, (kaoju_string){flat.data, flat.size});
    out->failed |= clean.failed || flat.failed;
    kj_buffer_free(&clean);
    kj_buffer_free(&flat);
}

/* ------------------------------------------------------------------ cells */

static const kaoju_mention *mention(const kj_facts *t, size_t index) {
    return index == SIZE_MAX ? NULL : kaoju_mention_at(t->result, index);
}

static void add_subjects(const kj_facts *t, const kaoju_fact *f, bool ids, kj_buffer *out) {
    for (size_t i = 0; i < f->subject_count; i++) {
        if (i)
            kj_buffer_text(out, ids ? " " : "、");
        kj_plain(out, ids ? kj_string(f->subjects[i]) : kj_facts_name(t, f->subjects[i]));
    }
}

static void add_source(const kaoju_result *r, kj_buffer *out) {
    kaoju_string url = kaoju_result_url(r);
    kj_cell_inert(out, url.data ? url : kaoju_result_path(r));
}

static void add_value_cell(const kaoju_value *v, size_t column, kj_buffer *out) {
    const kaoju_string cells[] = {[COMPARATOR] = v->comparator,
                                  [NUMBER] = v->number.data ? v->number : v->fraction,
                                  [LOW] = v->low,
                                  [HIGH] = v->high,
                                  [UNIT] = v->unit,
                                  [UNIT_TEXT] = v->unit_text,
                                  [KIND] = v->kind,
                                  [OBJECT] = v->object};
    kj_plain(out, cells[column]);
}

static void add_time_cell(const kaoju_value *v, size_t column, kj_buffer *out) {
    kj_plain(out, column == START ? v->start : column == END ? v->end : v->edtf);
}

static void add_fact_cell(const kj_facts *t, const kaoju_fact *f, size_t column, kj_buffer *out) {
    const kaoju_mention *earlier = mention(t, f->earlier);
    const kaoju_string cells[] = {[ID] = kj_string(f->id),
                                  [DOC] = kaoju_result_id(t->result),
                                  [METRIC] = f->metric,
                                  [TOPIC] = f->topic,
                                  [TEXT] = kaoju_mention_at(t->result, f->figure)->norm,
                                  [CHANGE] = f->change,
                                  [BASE] = f->base,
                                  [STATUS] = f->status,
                                  [SAID_BY] = f->attribution_text,
                                  [SENTENCE] = f->sentence_text,
                                  [RULE] = kj_string(f->rule),
                                  [FROM] = earlier ? earlier->norm : (kaoju_string){NULL, 0}};
    kj_plain(out, cells[column]);
}

void kj_facts_cell(const kj_facts *t, const kaoju_fact *f, size_t column, kj_buffer *out) {
    const kaoju_mention *figure = kaoju_mention_at(t->result, f->figure);
    switch (column) {
    case LINE:
        kj_buffer_format(out, "%" PRIu32, figure->line);
        break;
    case COLUMN:
        kj_buffer_format(out, "%" PRIu32, figure->column);
        break;
    case SUBJECT:
    case SUBJECT_IDS:
        add_subjects(t, f, column == SUBJECT_IDS, out);
        break;
    case TIME:
    case START:
    case END:
        add_time_cell(&f->when, column, out);
        break;
    case CONFIDENCE:
        kj_buffer_format(out, "%d.%02d", (int)(f->confidence * 100 + 0.5) / 100,
                         (int)(f->confidence * 100 + 0.5) % 100);
        break;
    case SOURCE:
        add_source(t->result, out);
        break;
    case COMPARATOR:
    case NUMBER:
    case LOW:
    case HIGH:
    case UNIT:
    case UNIT_TEXT:
    case KIND:
    case OBJECT:
        add_value_cell(&figure->value, column, out);
        break;
    default:
        add_fact_cell(t, f, column, out);
    }
}
