/* kaoju: one word chooses the command, which does the rest. */
#include "cli/cli.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void complain(const char *format, ...) {
    va_list list;
    va_start(list, format);
    fputs("kaoju: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
}

void complain_error(const kaoju_error *error) {
    char text[2048];
    kaoju_error_format(error, text, sizeof text);
    fprintf(stderr, "%s\n", text);
}

int command_version(const options *o) {
    output out;
    char line[64];
    (void)o;
    snprintf(line, sizeof line, "kaoju %s\n", kaoju_version());
    if (!output_open(&out, NULL))
        return EXIT_IO;
    output_write(&out, line, strlen(line));
    return output_close(&out, true) ? EXIT_OK : EXIT_IO;
}

int main(int count, char **arguments) {
    static const struct {
        const char *name;
        int (*run)(const options *);
    } commands[] = {{"extract", command_extract}, {"rules", command_rules}, {"version", command_version}};
    options o;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error: exit 5, not a signal */
    int code = options_read(&o, count, arguments);
    if (code)
        return code;
    if (o.help) {
        options_help(stdout, o.command);
        return fflush(stdout) || ferror(stdout) ? EXIT_IO : EXIT_OK;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, o.command))
            return commands[i].run(&o);
    return EXIT_USAGE;
}
