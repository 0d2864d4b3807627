/* Loading a model: what is wrong with the dictionaries as a whole is said by name. */
#include "model/model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static char root[] = "/tmp/kaoju-model-XXXXXX";

static void put(const char *name, const char *content) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", root, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
}

static kaoju_status load(const char *country, kaoju_error *error) {
    char rules[64];
    kaoju_model *model = NULL;
    put("country.tsv", country);
    snprintf(rules, sizeof rules, "%s/rules", root);
    memset(error, 0, sizeof *error);
    kaoju_status status = kj_model_load(root, rules, NULL, NULL, &model, error);
    assert_int_equal(!status, model != NULL);
    kj_model_free(model);
    return status;
}

static void a_country_needs_a_code(void **state) {
    (void)state;
    kaoju_error error;
    char rules[64];
    snprintf(rules, sizeof rules, "%s/rules", root);
    assert_int_equal(mkdir(rules, 0700), 0);
    put("rules/phases.yaml", "phases:\n- {name: one, overlap: all}\n");
    assert_int_equal(load("surface\tcode\n中国\tCN\n", &error), KAOJU_OK);
    assert_int_equal(load("surface\tcode\n中国\tCN\n埃及\t\n", &error), KAOJU_E_SYNTAX);
    assert_non_null(strstr(error.message, "埃及 has no code"));
    assert_int_equal(load("surface\tname\n中国\tCN\n", &error), KAOJU_E_SYNTAX);
}

static int setup(void **state) {
    (void)state;
    return mkdtemp(root) ? 0 : -1;
}
static int teardown(void **state) {
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_country_needs_a_code)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
