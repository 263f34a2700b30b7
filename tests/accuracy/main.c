/*
** main.c: measures how exactly reports are read: every text of the corpus as it is, in thousands of
** damaged copies from fixed seeds, and cut off at byte after byte.
**
** usage: accuracy truths.tsv [options]; --help lists them. In: what truths.py wrote; run from the
** project's root. Out: tables; an exit status of 1 where less is reached than is promised.
*/
#include "accuracy.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct options {
    const char *list, *layout, *report, *kind, *write;
    long copy, copies, every, jobs; /* copy: -1 for all */
    bool verbose, lost, brief, sweep;
} options;

typedef struct grid {
    ac_tally tallies[AC_MAX_LAYOUTS][AC_KINDS];
} grid;

static const char usage[] =
    "usage: accuracy truths.tsv [options]\n"
    "  --layout NAME   this layout alone\n"
    "  --report NAME   this report alone\n"
    "  --kind NAME     this kind of damage alone\n"
    "  --copy N        this damaged copy alone; in a sweep: cut off at this byte\n"
    "  --copies N      damaged copies of each text and kind (2)\n"
    "  --every N       sweep: every Nth byte of the tables (7), 1: of all; 0: no sweep\n"
    "  --jobs N        processes (2)\n"
    "  --list          list each cell that is silently wrong\n"
    "  --lost          list each cell that is not exact though no damage touched it\n"
    "  --brief         only these, and a line 'N passed, N failed': texts, and such cells\n"
    "  --write FILE    write the damaged text there\n";

/* ---- one text -------------------------------------------------------------------------------- */

static uint64_t seed_of(const ac_places *places, ac_kind kind, uint32_t copy) {
    uint64_t hash = 0xCBF29CE484222325u;
    const char *names[] = {places->corpus->layouts[places->text->layout], places->truth->name,
                           ac_kind_names[kind]};
    for (int i = 0; i < 3; i++)
        for (const char *p = names[i]; *p; p++) hash = (hash ^ (unsigned char)*p) * 0x100000001B3u;
    hash ^= (copy + 1) * 0xD6E8FEB86659FD93u; /* copies must not share their draws */
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}

static void write_case(const ac_case *made, const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(made->text, 1, made->size, file) != made->size || fclose(file)) {
        fprintf(stderr, "accuracy: cannot write %s\n", path);
        exit(2);
    }
}

static void measure(gx_reader *reader, const options *opt, ac_case *made, ac_kind kind,
                    uint32_t copy, ac_tally *tally) {
    ac_name name = {kind, copy, opt->verbose, opt->lost};
    if (opt->write) write_case(made, opt->write);
    ac_judge(reader, made, &name, tally);
}

static void measure_undamaged(gx_reader *reader, const options *opt, const ac_places *places,
                              ac_tally *tally) {
    ac_case made = {0};
    if (!ac_cut_text(&made, places, places->text->size)) exit(2);
    for (int s = 0; s < GX_SLOTS; s++) made.expect[s].touched = false;
    snprintf(made.what, sizeof made.what, "undamaged");
    measure(reader, opt, &made, AC_UNDAMAGED, 0, tally);
    ac_free_case(&made);
}

/* Outside the tables, where a cut takes all cells or none, every eighth as many cuts. */
static void sweep(gx_reader *reader, const options *opt, const ac_places *places, ac_tally *tally) {
    long size = places->text->size, first = 0, last = 0, at = opt->copy >= 0 ? opt->copy : 0;
    if (places->first < places->last) {
        first = places->tokens[places->first].start;
        last = places->tokens[places->last - 1].end;
    }
    while (opt->every && at < size) {
        ac_case made = {0};
        if (!ac_cut_text(&made, places, (uint32_t)at)) exit(2);
        measure(reader, opt, &made, AC_SWEEP, (uint32_t)at, tally);
        ac_free_case(&made);
        if (opt->copy >= 0) break;
        bool inside = at >= first - opt->every && at <= last;
        at += inside || opt->every == 1 ? opt->every : opt->every * 8;
    }
}

static void measure_text(gx_reader *reader, const options *opt, const ac_corpus *corpus,
                         const ac_text *text, grid *out) {
    ac_places places;
    if (!ac_find_places(reader, corpus, text, &places)) exit(2);
    for (int k = 0; k < AC_KINDS; k++) {
        ac_tally *tally = &out->tallies[text->layout][k];
        if (opt->kind && strcmp(opt->kind, ac_kind_names[k])) continue;
        if (k == AC_UNDAMAGED) measure_undamaged(reader, opt, &places, tally);
        if (k == AC_SWEEP) sweep(reader, opt, &places, tally);
        if (k == AC_UNDAMAGED || k == AC_SWEEP) continue;
        for (long c = 0; c < opt->copies; c++) {
            ac_case made;
            uint32_t copy = (uint32_t)(opt->copy >= 0 ? opt->copy : c);
            if (opt->copy >= 0 && c) break;
            if (!ac_damage(&made, &places, (ac_kind)k, seed_of(&places, (ac_kind)k, copy)))
                continue;
            measure(reader, opt, &made, (ac_kind)k, copy, tally);
            ac_free_case(&made);
        }
    }
    ac_free_places(&places);
}

/* ---- all texts, in several processes --------------------------------------------------------- */

static void work(const options *opt, const ac_corpus *corpus, long job, int out) {
    grid *mine = calloc(1, sizeof *mine);
    gx_reader *reader = gx_reader_new();
    if (!mine || !reader) exit(2);
    long n = 0;
    for (int i = 0; i < corpus->n_texts; i++) {
        const ac_text *text = &corpus->texts[i];
        if (opt->layout && strcmp(opt->layout, corpus->layouts[text->layout])) continue;
        if (opt->report && strcmp(opt->report, corpus->reports[text->report].name)) continue;
        if (n++ % opt->jobs == job) measure_text(reader, opt, corpus, text, mine);
    }
    fflush(stdout);
    for (size_t done = 0; done < sizeof *mine;) {
        ssize_t n_written = write(out, (char *)mine + done, sizeof *mine - done);
        if (n_written <= 0) exit(2);
        done += (size_t)n_written;
    }
    gx_reader_free(reader);
    free(mine);
}

static void collect(int in, grid *all) {
    grid *part = calloc(1, sizeof *part);
    size_t done = 0;
    for (ssize_t n = 1; part && done < sizeof *part && n > 0; done += n > 0 ? (size_t)n : 0)
        n = read(in, (char *)part + done, sizeof *part - done);
    if (done != sizeof *all) {
        fprintf(stderr, "accuracy: a process ended before its time\n");
        exit(2);
    }
    for (int l = 0; l < AC_MAX_LAYOUTS; l++)
        for (int k = 0; k < AC_KINDS; k++) ac_add(&all->tallies[l][k], &part->tallies[l][k]);
    free(part);
}

static void run(const options *opt, ac_corpus *corpus, grid *all) {
    int pipes[16][2];
    for (long job = 0; job < opt->jobs; job++) {
        if (pipe(pipes[job])) exit(2);
        pid_t child = fork();
        if (child < 0) exit(2);
        if (child == 0) {
            close(pipes[job][0]);
            work(opt, corpus, job, pipes[job][1]);
            ac_unload(corpus);
            free(all);
            exit(0);
        }
        close(pipes[job][1]);
    }
    for (long job = 0; job < opt->jobs; job++) {
        collect(pipes[job][0], all);
        close(pipes[job][0]);
    }
    while (wait(NULL) > 0) continue;
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* Adds up kinds [first, last] of a layout. */
static ac_tally sum(const grid *all, int layout, int first, int last) {
    ac_tally out = {0};
    for (int k = first; k <= last; k++) ac_add(&out, &all->tallies[layout][k]);
    return out;
}

static ac_tally print_layouts(const ac_corpus *corpus, const grid *all, const char *title,
                              int first, int last) {
    ac_tally total = {0};
    ac_print_head(title);
    for (int l = 0; l < corpus->n_layouts; l++) {
        ac_tally tally = sum(all, l, first, last);
        if (!tally.texts) continue;
        ac_print_row(corpus->layouts[l], &tally);
        ac_add(&total, &tally);
    }
    ac_print_row("all", &total);
    return total;
}

static void print_kinds(const ac_corpus *corpus, const grid *all) {
    ac_print_head("damage");
    for (int k = AC_UNDAMAGED + 1; k < AC_KINDS; k++) {
        ac_tally tally = {0};
        for (int l = 0; l < corpus->n_layouts; l++) ac_add(&tally, &all->tallies[l][k]);
        if (tally.texts) ac_print_row(ac_kind_names[k], &tally);
    }
}

/* `aim`: in per cent, 0 for none. */
static void print_share(const char *what, uint64_t part, uint64_t whole, unsigned aim) {
    printf("%-52s", what);
    ac_print_share(part, whole);
    if (aim && part * 100 < whole * aim) printf("   the aim is %u%%", aim);
    putchar('\n');
}

/* In these layouts numbers run together, or columns come as blocks whose order nothing proves. */
static bool may_lack(const ac_corpus *corpus, int layout) {
    static const char *const names[] = {"run-on", "bs4-nothing", "pdfminer", "pdftotext"};
    for (int i = 0; i < 4; i++)
        if (!strcmp(corpus->layouts[layout], names[i])) return true;
    return corpus->lossy[layout];
}

/* Prints the totals. Returns whether what is promised holds: that nothing is silently wrong. */
static bool print_totals(const ac_corpus *corpus, const grid *all, const ac_tally *undamaged,
                         const ac_tally *damaged) {
    ac_tally swept = {0}, proper = {0}, proper_damaged = {0};
    for (int l = 0; l < corpus->n_layouts; l++) {
        ac_add(&swept, &all->tallies[l][AC_SWEEP]);
        if (may_lack(corpus, l)) continue;
        ac_add(&proper, &all->tallies[l][AC_UNDAMAGED]);
        for (int k = AC_UNDAMAGED + 1; k < AC_SWEEP; k++)
            ac_add(&proper_damaged, &all->tallies[l][k]);
    }
    uint64_t silent = undamaged->outcomes[AC_SILENT] + damaged->outcomes[AC_SILENT];
    uint64_t unshown = undamaged->unshown + damaged->unshown;
    putchar('\n');
    static const char apart[] = "  where digits, columns and numbers are kept apart";
    print_share("undamaged: cells exact", ac_right(undamaged), undamaged->cells, 0);
    print_share(apart, ac_right(&proper), proper.cells - proper.open, 100);
    print_share("damaged: untouched cells exact", damaged->untouched_right, damaged->untouched, 97);
    print_share(apart, proper_damaged.untouched_right, proper_damaged.untouched, 97);
    printf("%-52s %10" PRIu64 "\n", "silently wrong", silent);
    printf("%-52s %10" PRIu64 " in %" PRIu64 " texts\n", "silently wrong where texts are cut off",
           swept.outcomes[AC_SILENT], swept.texts);
    printf("%-52s %10" PRIu64 "\n", "changed numbers that no identity shows", unshown);
    printf("%-52s %10" PRIu64 "\n", "right numbers read from another place",
           undamaged->elsewhere + damaged->elsewhere);
    return !silent && !unshown && !swept.outcomes[AC_SILENT];
}

/* The closing line of a test suite. Returns whether nothing failed. */
static bool close_briefly(const ac_corpus *corpus, const grid *all) {
    ac_tally total = {0};
    for (int l = 0; l < corpus->n_layouts; l++)
        for (int k = 0; k < AC_KINDS; k++) ac_add(&total, &all->tallies[l][k]);
    uint64_t failed = total.outcomes[AC_SILENT] + total.unshown;
    printf("%" PRIu64 " passed, %" PRIu64 " failed\n", (uint64_t)total.texts, failed);
    return !failed;
}

/* ---- options --------------------------------------------------------------------------------- */

static long number_of(const char *text, long least, long most) {
    char *end;
    long n = strtol(text, &end, 10);
    if (*end || !*text || n < least || n > most) {
        fprintf(stderr, "accuracy: not a number from %ld to %ld: %s\n", least, most, text);
        exit(2);
    }
    return n;
}

static void take_option(options *opt, const char *name, const char *value) {
    if (!strcmp(name, "--layout"))
        opt->layout = value;
    else if (!strcmp(name, "--report"))
        opt->report = value;
    else if (!strcmp(name, "--kind"))
        opt->kind = value;
    else if (!strcmp(name, "--write"))
        opt->write = value;
    else if (!strcmp(name, "--copy"))
        opt->copy = number_of(value, 0, 0x7fffffff);
    else if (!strcmp(name, "--copies"))
        opt->copies = number_of(value, 0, 1000000);
    else if (!strcmp(name, "--every"))
        opt->every = number_of(value, 0, 1000000);
    else if (!strcmp(name, "--jobs"))
        opt->jobs = number_of(value, 1, 16);
    else {
        fprintf(stderr, "accuracy: no such option: %s\n%s", name, usage);
        exit(2);
    }
}

static options take_options(int argc, char **argv) {
    options opt = {.copy = -1, .copies = 2, .every = 7, .jobs = 2};
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--help")) {
            fputs(usage, stdout);
            exit(0);
        } else if (!strcmp(argv[i], "--list"))
            opt.verbose = true;
        else if (!strcmp(argv[i], "--lost"))
            opt.lost = true;
        else if (!strcmp(argv[i], "--brief"))
            opt.verbose = opt.brief = true;
        else if (!strncmp(argv[i], "--", 2) && i + 1 < argc) {
            take_option(&opt, argv[i], argv[i + 1]);
            i++;
        } else
            opt.list = argv[i];
    }
    if (!opt.list) {
        fputs(usage, stderr);
        exit(2);
    }
    if (opt.write) opt.jobs = 1;
    return opt;
}

int main(int argc, char **argv) {
    options opt = take_options(argc, argv);
    ac_corpus *corpus = ac_load(opt.list);
    grid *all = calloc(1, sizeof *all);
    if (!all) return 2;
    setvbuf(stdout, NULL, _IOLBF, 0);
    run(&opt, corpus, all);
    if (opt.brief) {
        bool kept = close_briefly(corpus, all);
        ac_unload(corpus);
        free(all);
        return kept ? 0 : 1;
    }
    ac_tally undamaged = print_layouts(corpus, all, "undamaged", AC_UNDAMAGED, AC_UNDAMAGED);
    ac_tally damaged = print_layouts(corpus, all, "damaged", AC_UNDAMAGED + 1, AC_TEXT_CUT);
    print_kinds(corpus, all);
    bool kept = print_totals(corpus, all, &undamaged, &damaged);
    ac_unload(corpus);
    free(all);
    return kept ? 0 : 1;
}
