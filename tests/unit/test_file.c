/* Files whole, trees in a fixed order, and what cannot be read. */
#include "base/file.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char root[64];

static void put(const char *name, const char *content) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", root, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(content, file);
    assert_int_equal(fclose(file), 0);
}

static int setup(void **state) {
    char path[128];
    (void)state;
    strcpy(root, "/tmp/kaoju-file-XXXXXX");
    if (!mkdtemp(root))
        return -1;
    snprintf(path, sizeof path, "%s/b", root);
    if (mkdir(path, 0700))
        return -1;
    put("z.tsv", "z");
    put("a.tsv", "港口");
    put("a.txt", "x");
    put(".hidden.tsv", "x");
    put("b/c.tsv", "");
    return 0;
}
static int teardown(void **state) {
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf %s", root);
    return system(command);
}

static void reading(void **state) {
    (void)state;
    char path[128];
    kaoju_error error;
    kj_buffer buffer = {0};
    snprintf(path, sizeof path, "%s/a.tsv", root);
    assert_int_equal(kj_file_read(path, 6, &buffer, &error), KAOJU_OK);
    assert_int_equal(buffer.size, 6);
    assert_memory_equal(buffer.data, "港口", 6);
    assert_int_equal(kj_file_read(path, 5, &buffer, &error), KAOJU_E_LIMIT);
    kj_buffer_free(&buffer);
    assert_int_equal(kj_file_read(root, 100, &buffer, &error), KAOJU_E_IO);
    assert_string_equal(error.file, root);
    assert_int_equal(kj_file_read("/nonexistent", 100, &buffer, NULL), KAOJU_E_IO);
    kj_buffer_free(&buffer);
}

static void listing(void **state) {
    (void)state;
    kj_paths paths = {0};
    assert_int_equal(kj_file_list(root, ".tsv", true, &paths, NULL), KAOJU_OK);
    assert_int_equal(paths.size, 3);
    static const char *const want[] = {"/a.tsv", "/b/c.tsv", "/z.tsv"};
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(paths.at[i] + strlen(root), want[i]);
    kj_paths_free(&paths);
    assert_int_equal(kj_file_list(root, ".tsv", false, &paths, NULL), KAOJU_OK);
    assert_int_equal(paths.size, 2);
    kj_paths_free(&paths);
    assert_int_equal(kj_file_list("/nonexistent", ".tsv", true, &paths, NULL), KAOJU_E_IO);
    kj_paths_free(&paths);
}

static void link_to(const char *target, const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_int_equal(symlink(target, path), 0);
}
static void remove_link(const char *name) {
    char path[128];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_int_equal(unlink(path), 0);
}

/* Links to files count, links to folders do not: a tree with a link to itself ends. */
static void links(void **state) {
    (void)state;
    kj_paths paths = {0};
    kaoju_error error;
    link_to(".", "b/self");
    link_to("..", "b/up");
    link_to("a.txt", "link.tsv");
    link_to("/nonexistent", "dead.txt");
    assert_int_equal(kj_file_list(root, ".tsv", true, &paths, &error), KAOJU_OK);
    static const char *const want[] = {"/a.tsv", "/b/c.tsv", "/link.tsv", "/z.tsv"};
    assert_int_equal(paths.size, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(paths.at[i] + strlen(root), want[i]);
    kj_paths_free(&paths);
    link_to("/nonexistent", "dead.tsv"); /* a dictionary that is missing is not passed over */
    assert_int_equal(kj_file_list(root, ".tsv", true, &paths, &error), KAOJU_E_IO);
    assert_non_null(strstr(error.file, "/dead.tsv"));
    kj_paths_free(&paths);
    static const char *const made[] = {"b/self", "b/up", "link.tsv", "dead.txt", "dead.tsv"};
    for (size_t i = 0; i < 5; i++)
        remove_link(made[i]);
}

/* What arrives in pieces is read to its end. */
static void pipes(void **state) {
    (void)state;
    char path[128];
    kaoju_error error;
    kj_buffer buffer = {0};
    snprintf(path, sizeof path, "%s/pipe", root);
    assert_int_equal(mkfifo(path, 0600), 0);
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (!writer) {
        int fd = open(path, O_WRONLY);
        for (int i = 0; i < 40000; i++)
            if (write(fd, "港口", 6) != 6)
                _exit(1);
        _exit(0);
    }
    assert_int_equal(kj_file_read(path, 240000, &buffer, &error), KAOJU_OK);
    assert_int_equal(buffer.size, 240000);
    assert_memory_equal(buffer.data + 239994, "港口", 6);
    int status = 1;
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_int_equal(status, 0);
    kj_buffer_free(&buffer);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(reading), cmocka_unit_test(listing), cmocka_unit_test(links),
                                       cmocka_unit_test(pipes)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
