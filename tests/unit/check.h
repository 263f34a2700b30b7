/*
** check.h: what the unit tests in C count with, and how they make memory run out.
**
** A test program includes this once, calls the macros, and ends main with `return check_end();`,
** which prints the closing line 'N passed, N failed'. Nothing stops at a failure.
**
** The programs are linked with --wrap for malloc, calloc, realloc and free (see the Makefile), so
** that the calls in our own objects come here: they are counted, and can be made to fail.
*/
#ifndef GX_CHECK_H
#define GX_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ---- drawing --------------------------------------------------------------------------------- */

/* A number below `below`, the same from the same state on every machine; 0 where that is 0. */
static inline uint32_t check_draw(uint64_t *state, uint32_t below) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return below ? (uint32_t)(*state >> 20) % below : 0;
}

/* ---- counting -------------------------------------------------------------------------------- */

typedef struct check_state {
    long passed, failed;
    const char *label; /* what the checks are about just now, shown with a failure; may be NULL */
} check_state;

static check_state check_now;

static inline bool check_count(bool ok, const char *file, int line, const char *what) {
    check_now.passed += ok;
    check_now.failed += !ok;
    if (!ok) {
        printf("%s:%d: %s%s%s\n", file, line, check_now.label ? check_now.label : "",
               check_now.label ? ": " : "", what);
    }
    return ok;
}

static inline void check_show(const char *name, const void *bytes, size_t n) {
    const unsigned char *b = bytes;
    printf("  %s, %zu bytes: ", name, n);
    for (size_t i = 0; i < n && i < 80; i++) {
        if (b[i] >= 0x20 && b[i] != 0x7F && b[i] != '\\')
            putchar(b[i]);
        else
            printf("\\x%02X", b[i]);
    }
    printf("%s\n", n > 80 ? " ..." : "");
}

static inline bool check_bytes(const void *actual, size_t n, const void *expected, size_t m,
                               const char *file, int line, const char *what) {
    bool ok = n == m && (n == 0 || memcmp(actual, expected, n) == 0);
    if (!check_count(ok, file, line, what)) {
        check_show("got     ", actual, n);
        check_show("expected", expected, m);
    }
    return ok;
}

static inline bool check_int(long long actual, long long expected, const char *file, int line,
                             const char *what) {
    bool ok = check_count(actual == expected, file, line, what);
    if (!ok) printf("  got %lld, expected %lld\n", actual, expected);
    return ok;
}

/* True conditions, equal integers, equal bytes, equal strings. Each is an expression: true where
** it passed. */
#define CHECK(condition) check_count((condition), __FILE__, __LINE__, #condition)
#define CHECK_INT(actual, expected)                                                                \
    check_int((long long)(actual), (long long)(expected), __FILE__, __LINE__, #actual)
#define CHECK_BYTES(actual, n, expected, m)                                                        \
    check_bytes((actual), (n), (expected), (m), __FILE__, __LINE__, #actual)
#define CHECK_STR(actual, expected)                                                                \
    check_bytes((actual), strlen(actual), (expected), strlen(expected), __FILE__, __LINE__, #actual)

static inline void check_about(const char *label) {
    check_now.label = label;
}

static inline int check_end(void) {
    printf("%ld passed, %ld failed\n", check_now.passed, check_now.failed);
    return check_now.failed > 0 || check_now.passed == 0;
}

/* ---- memory ------------------------------------------------------------------------------------
** Not for programs that define CHECK_PLAIN_MEMORY: they are linked without --wrap. */

#ifndef CHECK_PLAIN_MEMORY

typedef struct check_heap {
    long calls;     /* of malloc, calloc, realloc */
    long live;      /* blocks allocated and not freed */
    long countdown; /* this many more calls are served; < 0: no limit */
    bool once;      /* only one call fails, else all behind it too */
    long refused;   /* calls that were made to fail */
} check_heap;

static check_heap check_memory = {.countdown = -1};

/* From now on `served` calls get their memory; the one behind them does not, nor (unless `once`)
** any later one. */
static inline void check_fail_after(long served, bool once) {
    check_memory.countdown = served;
    check_memory.once = once;
    check_memory.refused = 0;
}

/* Memory for all again. Returns how many calls were refused. */
static inline long check_fail_never(void) {
    check_memory.countdown = -1;
    return check_memory.refused;
}

static inline bool check_refuses(void) {
    check_memory.calls++;
    if (check_memory.countdown < 0) return false;
    if (check_memory.countdown > 0) {
        check_memory.countdown--;
        return false;
    }
    if (check_memory.once) check_memory.countdown = -1;
    check_memory.refused++;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);

void *__wrap_malloc(size_t size) {
    void *block = check_refuses() ? NULL : __real_malloc(size);
    check_memory.live += block != NULL;
    return block;
}

void *__wrap_calloc(size_t count, size_t size) {
    void *block = check_refuses() ? NULL : __real_calloc(count, size);
    check_memory.live += block != NULL;
    return block;
}

void *__wrap_realloc(void *block, size_t size) {
    void *larger = check_refuses() ? NULL : __real_realloc(block, size);
    check_memory.live += !block && larger;
    return larger;
}

void __wrap_free(void *block) {
    check_memory.live -= block != NULL;
    __real_free(block);
}

#endif

#endif
