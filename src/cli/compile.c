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

/* The folders may stand behind their options or, both of them, by themselves. */
static bool take_folders(options *o) {
    if (!o->argument_count)
        return true;
    if (o->argument_count != 2 || o->dict || o->rules) {
        complain("kaoju compile takes two folders, of dictionaries and of rules, or --dict and --rules");
        return false;
    }
    o->dict = o->arguments[0];
    o->rules = o->arguments[1];
    return true;
}

int command_compile(const options *given) {
    options folders = *given;
    const options *o = &folders;
    output out;
    kaoju_error error;
    if (!take_folders(&folders))
        return EXIT_USAGE;
    if (!o->output) {
        complain("kaoju compile needs -o FILE");
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
