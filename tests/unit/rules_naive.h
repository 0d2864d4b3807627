/* A matcher that tries every way, in order of preference: what test_run.c compares the engine with. Random patterns are
 * grown as trees and printed in the rule language; the naive matcher walks the trees. */
#ifndef RULES_NAIVE_H
#define RULES_NAIVE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct tree {
    enum { LEAF, DOT, ALL, ONE, STAR, PLUS, MAYBE, COUNT, NAMED, GAP } kind;
    char letter; /* of a leaf; 'x' or 'y' of a capture; which one a gap, {0,3}, does not cross, or 0 */
    struct tree *left, *right;
} tree;

static tree trees[200];
static size_t tree_count;
static uint32_t seed;

static uint32_t next_random(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % below;
}

static bool nullable(const tree *t) {
    switch (t->kind) {
    case LEAF:
    case DOT:
        return false;
    case ALL:
        return nullable(t->left) && nullable(t->right);
    case ONE:
        return nullable(t->left) || nullable(t->right);
    case STAR:
    case MAYBE:
    case GAP:
        return true;
    default:
        return nullable(t->left);
    }
}

/* Does all that it can begin with say which letter it is? */
static bool begins_with_letters(const tree *t) {
    if (t->kind == LEAF || t->kind == DOT || t->kind == GAP)
        return t->kind == LEAF;
    if (!begins_with_letters(t->left))
        return false;
    return !t->right || (t->kind == ALL && !nullable(t->left)) || begins_with_letters(t->right);
}

/* A loop over something that can be empty is not made where captures are compared: which of the ways through it comes
 * first is not defined. */
static tree *grow(int depth, bool strict, const char *names) {
    tree *t = &trees[tree_count++];
    uint32_t kind = depth ? next_random(*names ? 13 : 12) : 0;
    *t = (tree){.kind = LEAF, .letter = (char)('a' + next_random(3))};
    if (kind < 3)
        t->kind = kind < 2 || !depth || next_random(3) == 0 ? LEAF : next_random(2) ? DOT : GAP;
    else if (kind < 8)
        t->kind = kind < 6 ? ALL : ONE;
    else
        t->kind = (unsigned)(STAR + kind - 8);
    if (t->kind == GAP && next_random(2))
        t->letter = 0;
    if (t->kind == LEAF || t->kind == DOT || t->kind == GAP)
        return t;
    if (t->kind == NAMED)
        t->letter = *names; /* not x inside x: the inner one would be lost */
    t->left = grow(depth - 1, strict, names + (t->kind == NAMED));
    if (t->kind == ALL || t->kind == ONE)
        t->right = grow(depth - 1, strict, names);
    if (strict && (t->kind == STAR || t->kind == PLUS) && nullable(t->left))
        t->kind = MAYBE;
    return t;
}

/* What a pattern may begin with: an a, or something that says what it is. */
static tree *grow_begin(bool strict, const char *names) {
    for (size_t from = tree_count; next_random(2); tree_count = from) {
        tree *t = grow(3, strict, names);
        if (!nullable(t) && begins_with_letters(t))
            return t;
    }
    trees[tree_count] = (tree){.kind = LEAF, .letter = 'a'};
    return &trees[tree_count++];
}

static void print(const tree *t, char *out) {
    char *end = out + strlen(out);
    static const char *const tails[] = {[STAR] = "*", [PLUS] = "+", [MAYBE] = "?", [COUNT] = "{1,2}"};
    if (t->kind == LEAF || t->kind == DOT) {
        sprintf(end, "%c", t->kind == DOT ? '.' : t->letter);
        return;
    }
    if (t->kind == GAP) {
        sprintf(end, t->letter ? "[^%c]{0,3}" : ".{0,3}", t->letter);
        return;
    }
    sprintf(end, t->kind == NAMED ? " %c:(" : "(", t->letter);
    print(t->left, out);
    if (t->kind == ONE)
        strcat(out, "|");
    if (t->right)
        print(t->right, out);
    strcat(out, ")");
    if (t->kind >= STAR && t->kind <= COUNT)
        strcat(out, tails[t->kind]);
}

/* What remains to be matched, as a list; backtracking in order of preference. */
typedef struct rest {
    const tree *t; /* NULL: close capture `letter` that started at `from`; with loop: one more round of it */
    bool loop, close;
    char letter;
    int from;
    const struct rest *next;
} rest;

static const char *subject;
static int wanted; /* the end that counts; -1: note all */
static int longest;
static int slots[4]; /* x start, end, y start, end */
static long naive_steps;

static bool walk(const rest *r, int at);

static bool enter(const tree *t, int at, const rest *next) {
    rest a = {.t = t, .next = next};
    return walk(&a, at);
}

static bool walk_loop(const tree *t, int at, const rest *next) {
    rest again = {.t = t, .loop = true, .from = at, .next = next};
    return enter(t->left, at, &again) || walk(next, at);
}

static bool walk_capture(const rest *r, int at) {
    int *slot = slots + (r->letter == 'y' ? 2 : 0), old[2] = {slot[0], slot[1]};
    slot[0] = r->from;
    slot[1] = at;
    if (walk(r->next, at))
        return true;
    slot[0] = old[0];
    slot[1] = old[1];
    return false;
}

static bool walk_gap(const rest *r, int at) {
    int far = 0;
    while (far < 3 && subject[at + far] && subject[at + far] != r->t->letter)
        far++;
    for (; far >= 0; far--)
        if (walk(r->next, at + far))
            return true;
    return false;
}

static bool walk(const rest *r, int at) {
    naive_steps++;
    if (naive_steps > 200000)
        return true;
    if (!r) {
        longest = at > longest ? at : longest;
        return at == wanted;
    }
    if (r->close)
        return walk_capture(r, at);
    const tree *t = r->t;
    if (r->loop)
        return at > r->from && walk_loop(t, at, r->next);
    rest after = {.next = r->next};
    switch (t->kind) {
    case LEAF:
        return subject[at] == t->letter && walk(r->next, at + 1);
    case DOT:
        return subject[at] && walk(r->next, at + 1);
    case GAP:
        return walk_gap(r, at);
    case ALL:
        after.t = t->right;
        return enter(t->left, at, &after);
    case ONE:
        return enter(t->left, at, r->next) || enter(t->right, at, r->next);
    case STAR:
        return walk_loop(t, at, r->next);
    case PLUS:
        after = (rest){.t = t, .loop = true, .from = -1, .next = r->next};
        return enter(t->left, at, &after);
    case MAYBE:
        return enter(t->left, at, r->next) || walk(r->next, at);
    case COUNT: /* twice or once */
        after.t = t->left;
        rest maybe = {.t = &(tree){.kind = MAYBE, .left = t->left}, .next = r->next};
        return enter(t->left, at, &maybe);
    case NAMED:
        after = (rest){.close = true, .letter = t->letter, .from = at, .next = r->next};
        return enter(t->left, at, &after);
    }
    return false;
}

/* The naive answer in the notation of fixture_matches, with captures x and y in the order of the pattern. */
static void naive(const tree *t, const char *text, bool strict, const char *const *names, size_t count, char *out) {
    *out = '\0';
    for (int start = 0; text[start]; start++) {
        subject = text;
        longest = wanted = -1;
        enter(t, start, NULL);
        if (longest <= start)
            continue;
        wanted = longest;
        slots[0] = slots[1] = slots[2] = slots[3] = -1;
        enter(t, start, NULL);
        sprintf(out + strlen(out), "%s%.*s", *out ? "; " : "", longest - start, text + start);
        for (size_t i = 0; strict && i < count; i++) {
            const int *slot = slots + (*names[i] == 'y' ? 2 : 0);
            if (slot[0] >= 0)
                sprintf(out + strlen(out), " %s=%.*s", names[i], slot[1] - slot[0], text + slot[0]);
        }
    }
}

static void without_captures(char *out) {
    char *to = out;
    for (const char *from = out; *from; from++) {
        if (*from == ' ' && from[1] != 'x' && from[1] != 'y')
            *to++ = *from;
        else if (*from == ' ')
            while (from[1] && from[1] != ';' && from[1] != ' ')
                from++;
        else
            *to++ = *from;
    }
    *to = '\0';
}

#endif
