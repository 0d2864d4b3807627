/* Which format goes where: options in, a writer onto an open output out. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const char *output_format(const options *o, kaoju_write_options *write) {
    bool terminal = !o->output && isatty(STDOUT_FILENO);
    struct winsize size = {0};
    const char *no_color = getenv("NO_COLOR");
    write->types = o->types;
    write->color = o->color == COLOR_ALWAYS || (o->color == COLOR_AUTO && terminal && !(no_color && *no_color));
    if (terminal)
        ioctl(STDOUT_FILENO, TIOCGWINSZ, &size); /* one that does not know has 0 columns */
    if (size.ws_col > 20)
        write->width = size.ws_col;
    return o->to ? o->to : terminal ? "table" : "jsonl";
}

bool output_check(const options *o, const char *format) {
    const kaoju_format *f = kaoju_format_find(format);
    if (f->missing)
        complain("--to %s: this kaoju was built without %s", format, f->missing);
    else if (f->shape == KAOJU_BINARY && !o->output)
        complain("--to %s needs -o FILE: it is no text", format);
    else if (f->shape == KAOJU_FOLDER && !o->output)
        complain("--to %s needs -o DIR: it is several files", format);
    else
        return true;
    return false;
}

bool output_start(output *out, const options *o, const char *format, kaoju_write_options *write,
                  kaoju_writer **writer) {
    kaoju_error error;
    bool folder = kaoju_format_find(format)->shape == KAOJU_FOLDER;
    write->file = folder_file;
    if (!(folder ? folder_open(out, o->output) : output_open(out, o->output)))
        return false;
    if (!kaoju_writer_new(format, write, output_write, out, writer, &error))
        return true;
    complain("%s", error.message);
    output_close(out, false);
    return false;
}

bool output_end(output *out, kaoju_writer *writer) {
    kaoju_error error;
    if (!kaoju_writer_end(writer, &error))
        return true;
    if (!out->failed)
        complain("%s", error.message);
    return false;
}
