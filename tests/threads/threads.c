/* Eight sessions on one model at once, each over the same documents in another order, extracting, explaining, writing and
 * reading JSON: every one gives what one session alone gives. Under ThreadSanitizer (preset tsan) also without a race. */
#include "base/sha256.h"
#include "kaoju.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define THREADS 8
#define ROUNDS 3
#define TEXTS 6

static const char *const texts[TEXTS] = {
    "新华社北京6月18日电 市长李书平说，去年，埃及与土耳其的双边贸易额达88亿美元，同比增长12%。",
    "园区产值由1500亿元增至3000亿元，增长50%。中哈两国约3至5家企业参加第二届博览会。",
    "哈萨克斯坦总统托卡耶夫17日会见中方代表。“这是昆明峰会以来第一次。”他表示。",
    "",
    "每周三开行2025年6月的班列，历时8天20小时。\n\n腊月二十八，气温零下3.5摄氏度。",
    "记者 周圆 魏弘毅 报道：臺灣２０２５年出口增长約三分之一，比上年高4.3个百分点。"};

static const kaoju_model *model;
static char wanted[TEXTS][65];

static bool add(void *context, const char *bytes, size_t size) {
    kj_sha256_add(context, bytes, size);
    return true;
}

/* A digest of all that is said of one text. */
static bool digest(kaoju_session *session, size_t index, char out[65]) {
    char line[1024];
    kj_sha256 hash;
    kaoju_document document;
    void *storage = NULL;
    const kaoju_result *result = NULL;
    const kaoju_explanation *explanation = NULL;
    kaoju_writer *writer = NULL;
    kj_sha256_start(&hash);
    snprintf(line, sizeof line, "{\"id\":%zu,\"text\":\"%s\",\"date\":\"2025-06-18\"}", index,
             index == 4 ? "" : texts[index]);
    bool ok = !kaoju_jsonl_read(line, strlen(line), &document, &storage, NULL);
    if (ok) {
        document.bytes = texts[index];
        document.size = strlen(texts[index]);
        ok = !kaoju_extract(session, &document, &result, NULL) &&
             !kaoju_writer_new("jsonl", NULL, add, &hash, &writer, NULL) &&
             !kaoju_writer_document(writer, result, NULL) && !kaoju_writer_end(writer, NULL) &&
             !kaoju_explain(session, &document, NULL, &explanation, NULL) &&
             !kaoju_explanation_write(explanation, "jsonl", NULL, add, &hash, NULL);
    }
    kaoju_writer_free(writer);
    kaoju_jsonl_free(storage);
    kj_sha256_hex(&hash, out, 64);
    return ok;
}

static void *work(void *context) {
    size_t number = *(size_t *)context;
    kaoju_session *session = NULL;
    size_t wrong = kaoju_session_new(model, &session, NULL) != KAOJU_OK;
    for (size_t i = 0; !wrong && i < ROUNDS * TEXTS; i++) {
        char got[65];
        size_t index = (i * (number % 2 ? 5 : 1) + number) % TEXTS;
        wrong += !digest(session, index, got) || strcmp(got, wanted[index]) != 0;
    }
    kaoju_session_free(session);
    *(size_t *)context = wrong;
    return NULL;
}

int main(void) {
    kaoju_model *loaded = NULL;
    kaoju_session *session = NULL;
    kaoju_error error = {0};
    pthread_t threads[THREADS];
    size_t numbers[THREADS], wrong = 0;
    if (kaoju_model_load(TEST_SOURCE_DIR "/dict", TEST_SOURCE_DIR "/rules", &loaded, &error) ||
        kaoju_session_new(loaded, &session, &error)) {
        fprintf(stderr, "%s: %s\n", error.file, error.message);
        return 1;
    }
    model = loaded;
    for (size_t i = 0; i < TEXTS; i++)
        wrong += !digest(session, i, wanted[i]);
    kaoju_session_free(session);
    for (size_t i = 0; i < THREADS; i++) {
        numbers[i] = i;
        if (pthread_create(&threads[i], NULL, work, &numbers[i]))
            return 1;
    }
    for (size_t i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        wrong += numbers[i];
    }
    kaoju_model_free(loaded);
    printf("%d sessions, %d documents each: %zu differ\n", THREADS, ROUNDS * TEXTS, wrong);
    return wrong != 0;
}
