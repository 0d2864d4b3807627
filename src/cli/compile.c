/* kaoju compile: dictionaries and rules to one model file; and how every command comes by its model. */
#include "cli/cli.h"

kaoju_model *model_open(const options *o) {
    kaoju_model *model = NULL;
    kaoju_error error;
    kaoju_status status = o->model ? kaoju_model_open(o->model, o->trust_model ? KAOJU_TRUST_MODEL : 0, &model, &error)
                                   : kaoju_model_load(o->dict, o->rules, &model, &error);
    if (status)
        complain_error(&error);
    return model;
}

int command_compile(const options *o) {
    output out;
    kaoju_error error;
    if (o->argument_count || !o->output) {
        complain(o->argument_count ? "kaoju compile takes no %s: folders go behind --dict and --rules"
                                   : "kaoju compile needs -o FILE",
                 o->argument_count ? o->arguments[0] : "");
        return EXIT_USAGE;
    }
    kaoju_model *model = model_open(o);
    if (!model)
        return EXIT_BAD_RULES;
    bool ok = output_open(&out, o->output);
    if (ok) {
        bool saved = !kaoju_model_save(model, output_write, &out, &error);
        if (!saved && !out.failed)
            complain_error(&error);
        ok = output_close(&out, saved) && saved;
    }
    kaoju_model_free(model);
    return ok ? EXIT_OK : EXIT_IO;
}
