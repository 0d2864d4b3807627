/* kaoju rules lint | test | list */
#include "cli/cli.h"

#include <string.h>

static void report(void *context, const char *severity, const kaoju_error *error) {
    char text[2048];
    const options *o = context;
    bool warning = !strcmp(severity, "warning");
    if (warning && o->quiet)
        return;
    kaoju_error_format(error, text, sizeof text);
    char *word = warning ? strstr(text, "error: ") : NULL;
    if (word) {
        char changed[2064];
        snprintf(changed, sizeof changed, "%.*swarning: %s", (int)(word - text), text, word + strlen("error: "));
        tell(changed);
        return;
    }
    tell(text);
}

static int lint(const options *o) {
    return kaoju_rules_lint(o->dict, o->rules, report, (void *)(uintptr_t)o) ? EXIT_BAD_RULES : EXIT_OK;
}

static int test(const options *o) {
    kaoju_error error;
    kaoju_test_counts counts;
    const char *only = o->argument_count > 1 ? o->arguments[1] : NULL;
    int code = EXIT_OK;
    kaoju_model *model = model_open(o);
    if (!model)
        return EXIT_BAD_RULES;
    if (kaoju_rules_test(model, only, report, (void *)(uintptr_t)o, &counts, &error)) {
        complain_error(&error);
        code = error.code == KAOJU_E_ARGUMENT ? EXIT_USAGE : EXIT_BAD_RULES;
    } else {
        printf("%zu rules, %zu tests: %zu passed, %zu failed\n", counts.rules, counts.tests,
               counts.tests - counts.failed, counts.failed);
        code = counts.failed ? EXIT_BAD_RULES : EXIT_OK;
    }
    kaoju_model_free(model);
    return output_end_standard(code);
}

static int list(const options *o) {
    kaoju_model *model = model_open(o);
    if (!model)
        return EXIT_BAD_RULES;
    for (size_t i = 0; i < kaoju_rule_count(model); i++) {
        kaoju_rule_info rule = kaoju_rule_at(model, i);
        printf("%-12s %-28s %-22s %s\n", rule.phase, rule.name, rule.type, rule.about);
    }
    kaoju_model_free(model);
    return output_end_standard(EXIT_OK);
}

int command_rules(const options *o) {
    static const struct {
        const char *name;
        int (*run)(const options *);
    } all[] = {{"lint", lint}, {"test", test}, {"list", list}};
    for (size_t i = 0; o->argument_count && i < 3; i++)
        if (!strcmp(o->arguments[0], all[i].name))
            return all[i].run(o);
    complain("kaoju rules is followed by lint, test or list");
    return EXIT_USAGE;
}
