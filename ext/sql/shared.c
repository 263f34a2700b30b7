/*
** shared.c: what the functions and tables of one connection share.
**
** In: a body and what is wanted of it. Out: the report read from it, which stays as long as the
** next caller may ask for the same body: several functions and tables over the body of one row
** share one reading.
**
** Whether a body is the last one again is decided on its every byte. The copy that this takes is
** saved where nobody asks twice: a body is copied only if the one before it was asked for twice,
** as a fingerprint of a few samples tells, or if the caller has to keep the text anyway. What was
** asked for of the last body is read of the next one at once.
*/
#include "sql.h"

#include <string.h>

enum {
    MAX_POOL = 16,        /* unused reports that are kept for later */
    LARGE_BODY = 1 << 20, /* copies beyond this are not kept for later */
    MAX_KEY = 64,         /* bytes of a remembered key */
    N_KEYS = 64,          /* remembered keys; a power of two */
};

typedef struct remembered_key {
    char key[MAX_KEY];
    size_t n;
    int slot;
} remembered_key;

struct gx_shared {
    int refs;
    gx_reader *reader;
    gx_parsed *last; /* the last body read; NULL: none */
    gx_parsed *pool;
    int n_pool;
    gx_buffer buffer;
    gx_json json;
    gx_module modules[GX_MODULES];
    remembered_key keys[N_KEYS];
};

gx_shared *gx_shared_new(void) {
    gx_shared *shared = sqlite3_malloc64(sizeof *shared);
    if (!shared) return NULL;
    memset(shared, 0, sizeof *shared);
    shared->refs = 1;
    shared->reader = gx_reader_new();
    if (!shared->reader) {
        sqlite3_free(shared);
        return NULL;
    }
    return shared;
}

void gx_shared_hold(gx_shared *shared) {
    shared->refs++;
}

static void free_parsed(gx_parsed *parsed) {
    gx_text_free(&parsed->decoded);
    sqlite3_free(parsed->bytes);
    sqlite3_free(parsed);
}

void gx_shared_release(void *p) {
    gx_shared *shared = p;
    if (--shared->refs > 0) return;
    gx_parsed_release(shared, shared->last);
    while (shared->pool) {
        gx_parsed *next = shared->pool->next;
        free_parsed(shared->pool);
        shared->pool = next;
    }
    sqlite3_free(shared->buffer.bytes);
    gx_json_free(&shared->json);
    gx_reader_free(shared->reader);
    sqlite3_free(shared);
}

gx_module *gx_shared_module(gx_shared *shared, int i, const gx_spec *spec) {
    gx_shared_hold(shared);
    shared->modules[i] = (gx_module){shared, spec};
    return &shared->modules[i];
}

void gx_module_release(void *module) {
    gx_shared_release(((gx_module *)module)->shared);
}

/* ---- parsed reports and their pool ----------------------------------------------------------- */

/* Empties a report for another body. A copy out of all proportion is given back. */
static void clear_parsed(gx_parsed *parsed, size_t size) {
    gx_text_free(&parsed->decoded);
    memset(&parsed->decoded, 0, sizeof parsed->decoded);
    parsed->kept = false;
    parsed->text = NULL;
    parsed->mark = 0;
    parsed->asks = 0;
    parsed->asked = 0;
    if (parsed->capacity > LARGE_BODY && size < parsed->capacity / 4) {
        sqlite3_free(parsed->bytes);
        parsed->bytes = NULL;
        parsed->capacity = 0;
    }
}

static gx_parsed *new_parsed(gx_shared *shared) {
    gx_parsed *parsed = shared->pool;
    if (parsed) {
        shared->pool = parsed->next;
        shared->n_pool--;
    } else {
        parsed = sqlite3_malloc64(sizeof *parsed);
        if (!parsed) return NULL;
        memset(parsed, 0, sizeof *parsed);
    }
    parsed->next = NULL;
    parsed->refs = 1;
    return parsed;
}

void gx_parsed_hold(gx_parsed *parsed) {
    parsed->refs++;
}

void gx_parsed_release(gx_shared *shared, gx_parsed *parsed) {
    if (!parsed || --parsed->refs > 0) return;
    if (shared->n_pool >= MAX_POOL) {
        free_parsed(parsed);
        return;
    }
    clear_parsed(parsed, 0);
    parsed->next = shared->pool;
    shared->pool = parsed;
    shared->n_pool++;
}

int gx_parsed_source(gx_parsed *parsed) {
    if (!parsed->is_blob || !parsed->decoded.owned || parsed->decoded.source) return SQLITE_OK;
    gx_text again;
    if (gx_decode(parsed->bytes, parsed->size, NULL, true, &again) != GX_DECODED)
        return SQLITE_NOMEM;
    gx_text_free(&parsed->decoded);
    parsed->decoded = again;
    parsed->text = again.text;
    parsed->text_size = again.size;
    return SQLITE_OK;
}

/* ---- reading a body once --------------------------------------------------------------------- */

/* A fingerprint of the body: its size, its kind, and samples from all over it. It only tells that
** a body may be the last one again. */
static uint64_t mark_of(const gx_body *body) {
    uint64_t mark = body->size * 2 + body->is_blob + 1;
    if (body->size < sizeof(uint64_t)) return mark;
    for (size_t i = 0; i < 8; i++) {
        uint64_t sample;
        memcpy(&sample, body->bytes + (body->size - sizeof sample) / 7 * i, sizeof sample);
        mark = (mark ^ sample) * 0x9e3779b97f4a7c15u;
        mark ^= mark >> 29;
    }
    return mark;
}

static bool is_same_body(const gx_parsed *parsed, const gx_body *body) {
    return parsed->kept && parsed->size == body->size && parsed->is_blob == body->is_blob &&
           memcmp(parsed->bytes, body->bytes, body->size) == 0;
}

/* True where there is nothing more to be read for `want`: in a text that is no report there never
** is. */
static bool covers(const gx_parsed *parsed, unsigned want) {
    return !parsed->report.is_report || (want & ~(unsigned)parsed->report.have) == 0;
}

/* Takes the body over as the text to be read, copied with `keep`. SQLITE_ERROR: ICU lacks what it
** would be decoded with. */
static int set_text(gx_parsed *parsed, const gx_body *body, bool keep) {
    const char *bytes = body->bytes;
    if (keep) {
        if (body->size > parsed->capacity || !parsed->bytes) {
            char *grown = sqlite3_realloc64(parsed->bytes, body->size + body->size / 4 + 64);
            if (!grown) return SQLITE_NOMEM;
            parsed->bytes = grown;
            parsed->capacity = body->size + body->size / 4 + 64;
        }
        memcpy(parsed->bytes, bytes, body->size);
        bytes = parsed->bytes;
    }
    parsed->size = body->size;
    parsed->is_blob = body->is_blob;
    parsed->text = bytes;
    parsed->text_size = body->size;
    if (body->is_blob) {
        gx_decode_rc rc = gx_decode(bytes, body->size, NULL, false, &parsed->decoded);
        if (rc != GX_DECODED) return rc == GX_DECODE_NOMEM ? SQLITE_NOMEM : SQLITE_ERROR;
        parsed->text = parsed->decoded.text;
        parsed->text_size = parsed->decoded.size;
    }
    parsed->kept = keep;
    return SQLITE_OK;
}

/* Reads the text that was set. After an error the report is not to be used. */
static int read_text(gx_shared *shared, gx_parsed *parsed, unsigned want) {
    gx_rc rc = gx_read(shared->reader, parsed->text, parsed->text_size, want, &parsed->report);
    if (rc == GX_OK) return SQLITE_OK;
    parsed->kept = false;
    parsed->mark = 0;
    parsed->report.is_report = false;
    return rc == GX_NOMEM ? SQLITE_NOMEM : SQLITE_ERROR;
}

/* Reads a body into a report of its own, which becomes the last one. */
static int read_anew(gx_shared *shared, const gx_body *body, unsigned want, bool keep, int asks,
                     uint64_t mark) {
    if (!shared->last || shared->last->refs > 1) {
        gx_parsed_release(shared, shared->last);
        shared->last = new_parsed(shared);
        if (!shared->last) return SQLITE_NOMEM;
    }
    gx_parsed *parsed = shared->last;
    clear_parsed(parsed, body->size);
    int rc = set_text(parsed, body, keep);
    if (rc == SQLITE_OK) rc = read_text(shared, parsed, want);
    if (rc != SQLITE_OK) return rc;
    parsed->asks = asks;
    parsed->mark = mark;
    return SQLITE_OK;
}

int gx_shared_read(gx_shared *shared, const gx_body *body, unsigned want, bool keep,
                   gx_parsed **out) {
    gx_parsed *last = shared->last;
    uint64_t mark = mark_of(body);
    bool again = last && last->mark == mark;
    unsigned asked = want | (again ? last->asked : 0);
    unsigned reading = asked;
    int asks = 1;
    *out = NULL;
    if (again && is_same_body(last, body)) {
        last->asks = 2;
        last->asked = asked;
        if (covers(last, want)) {
            *out = last;
            return SQLITE_OK;
        }
        reading |= last->report.have;
        if (last->refs == 1) {
            int rc = read_text(shared, last, reading);
            if (rc == SQLITE_OK) *out = last;
            return rc;
        }
    }
    if (again) {
        asks = 2;
    } else if (last && last->asks > 1) {
        reading |= last->asked;
    }
    keep = keep || again || (last && last->asks > 1);
    int rc = read_anew(shared, body, reading, keep, asks, mark);
    if (rc != SQLITE_OK) return rc;
    shared->last->asked = asked;
    *out = shared->last;
    return SQLITE_OK;
}

/* ---- keys and the buffer --------------------------------------------------------------------- */

int gx_shared_key(gx_shared *shared, const char *key, size_t n) {
    if (n < 4 || n > MAX_KEY) return gx_find_key(key, n);
    unsigned hash = (unsigned)n * 31 + (unsigned char)key[n - 1] * 7 +
                    (unsigned char)key[n / 2] * 5 + (unsigned char)key[n * 3 / 4] * 3 +
                    (unsigned char)key[n - 4];
    remembered_key *place = &shared->keys[hash % N_KEYS];
    if (place->n == n && memcmp(place->key, key, n) == 0) return place->slot;
    memcpy(place->key, key, n);
    place->n = n;
    place->slot = gx_find_key(key, n);
    return place->slot;
}

gx_buffer *gx_shared_buffer(gx_shared *shared) {
    shared->buffer.size = 0;
    shared->buffer.nomem = false;
    return &shared->buffer;
}

gx_json *gx_shared_json(gx_shared *shared) {
    return &shared->json;
}

bool gx_buffer_room(gx_buffer *buffer, size_t more) {
    if (buffer->nomem) return false;
    if (more <= buffer->capacity - buffer->size) return true;
    size_t capacity = (buffer->size + more) * 2;
    char *grown = sqlite3_realloc64(buffer->bytes, capacity);
    if (!grown) {
        buffer->nomem = true;
        return false;
    }
    buffer->bytes = grown;
    buffer->capacity = capacity;
    return true;
}
