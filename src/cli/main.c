/* kaoju: one word chooses the command, which does the rest. */
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned control_at(const unsigned char *at, size_t *size) {
    *size = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : 3;
    if (at[0] < 0x80)
        return at[0] != '\n' && (at[0] < 0x20 || at[0] == 0x7F) ? at[0] : 0;
    if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] < 0xA0)
        return at[1];
    if (at[0] == 0xD8 && at[1] == 0x9C)
        return 0x61C;
    if (at[0] != 0xE2 || (at[1] != 0x80 && at[1] != 0x81) || (at[2] & 0xC0) != 0x80)
        return 0;
    unsigned cp = 0x2000u | (at[1] & 1u) << 6 | (at[2] & 63u);
    bool bidi = cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
    return bidi ? cp : 0;
}

void tell(const char *text) {
    char out[1024]; /* in pieces: stderr has no buffer, and a write for each byte would be slow */
    size_t used = 0;
    progress_erase();
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        size_t size;
        unsigned cp = control_at(at, &size);
        if (cp)
            used += (size_t)snprintf(out + used, sizeof out - used, "\\u{%X}", cp);
        else
            out[used++] = (char)*at;
        at += cp ? size : 1;
        if (used > sizeof out - 16) {
            (void)fwrite(out, 1, used, stderr);
            used = 0;
        }
    }
    out[used++] = '\n';
    (void)fwrite(out, 1, used, stderr);
}

void complain(const char *format, ...) {
    char text[8192] = "kaoju: "; /* a path is at most 4096 bytes */
    size_t start = strlen(text);
    va_list list;
    va_start(list, format);
    vsnprintf(text + start, sizeof text - start, format, list);
    va_end(list);
    tell(text);
}

void complain_error(const kaoju_error *error) {
    char text[2048];
    kaoju_error_format(error, text, sizeof text);
    tell(text);
}

/* A closed descriptor would go to the next file that is opened, and messages into the output. /dev/null the wrong way
 * round keeps its place: reading and writing there are errors; messages go nowhere. */
static bool hold_descriptors(void) {
    static const int modes[] = {O_WRONLY, O_RDONLY, O_RDWR};
    for (int fd = 0; fd < 3; fd++)
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", modes[fd]) != fd)
            return false;
    return true;
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
    } commands[] = {{"extract", command_extract}, {"explain", command_explain}, {"check", command_check},
                    {"convert", command_convert}, {"verify", command_verify},   {"rules", command_rules},
                    {"compile", command_compile}, {"version", command_version}};
    options o;
    if (!hold_descriptors())
        return EXIT_IO;
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write error: exit 5, not a signal */
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); /* so is a file that may not grow (ulimit -f) */
#endif
    int code = options_read(&o, count, arguments);
    if (code)
        return code;
    if (o.help) {
        if (o.print && !strcmp(o.print, "man"))
            print_manual(stdout);
        else if (o.print)
            print_completion(stdout, o.print);
        else
            options_help(stdout, o.command, o.help == HELP_LONG);
        return output_end_standard(EXIT_OK);
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (!strcmp(commands[i].name, o.command))
            return commands[i].run(&o);
    return EXIT_USAGE;
}
