/* The least that a program does with an installed libkaoju: how many rules has the model? */
#include <kaoju.h>

#include <stdio.h>

int main(void) {
    kaoju_error error;
    kaoju_model *model = NULL;
    if (kaoju_model_load(NULL, NULL, &model, &error))
        return fprintf(stderr, "%s: %s\n", error.file, error.message), 1;
    printf("kaoju %s, rules: %s\n", kaoju_version(), kaoju_rule_count(model) > 50 ? "many" : "few");
    kaoju_model_free(model);
    return 0;
}
