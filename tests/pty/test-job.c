/* test-job.c: the main job from end to end, on the real program in a real pseudo-terminal: an alliance, forty people
 * from a CSV file, six answers in several scripts, pairs made by hand, two objectives, an export; leave, come back, and
 * find all of it as it was. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"

enum { PEOPLE = 40, ANSWERS = 6, SCREENS = 6, ROWS = 36, COLS = 120 };

/* Three lines each; accents as one code point and as two, marks above and below, scripts whose marks change their
 * place. */
static const char *const answers[ANSWERS] = {
    "Prélèvement des redevances à Kisumu\ncafe\u0301, naïveté, Zoe\u0308\n3 % de plus qu’en 2024",
    "O\u0323\u0300gbe\u0301ni O\u0301la\u0301 yo\u0300o\u0301 wa\u0301\nẸ̀kọ́ láti ọ̀dọ̀ ara wọn\nÌjọba ìbílẹ̀",
    "Tiếng Việt: quản lý tài chính công\nTie\u0302\u0301ng Vie\u0323\u0302t\nNguye\u0302\u0303n Va\u0306n A",
    "हिन्दी में उत्तर\nक्षेत्रीय राजस्व\nकि की कु कू",
    "ภาษาไทย: น้ำและที่อยู่\nผู้ว่าการ\nก็ได้",
    "東京都の財政\n한국어 \u1112\u1161\u11ab\u1100\u1173\u11af\nΔήμος Αθηναίων, Київ",
};

struct job {
    struct folder folder;
    struct program p;
    char *screens[SCREENS];
};

static const char *const screen_keys[SCREENS] = {"<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>"};
static const char *const screen_names[SCREENS] = {"Home", "Walk", "People", "Board", "Objectives", "History"};

/* ---- what is compared ---- */

/* The screen without message line and footer and without "   Saved 14:02", which speak of the moment. */
static char *take_screen(struct program *p)
{
    struct buf text = BUF_INIT;
    for (int row = 0; row < ROWS - 2; row++) {
        const char *line = pty_line(&p->pty, row), *moment = strstr(line, "   Saved ");
        buf_addf(&text, "%.*s\n", (int)(moment ? moment - line : (long)strlen(line)), line);
    }
    return buf_take(&text);
}

/* Names the first line in which they differ. */
static void same_screen(const char *name, const char *before, const char *after)
{
    for (int row = 0; *before || *after; row++) {
        size_t b = strcspn(before, "\n"), a = strcspn(after, "\n");
        if (a != b || memcmp(before, after, a) != 0)
            fail_msg("%s, row %d was:\n%.*s\nand is:\n%.*s", name, row, (int)b, before, (int)a, after);
        before += b + (before[b] == '\n');
        after += a + (after[a] == '\n');
    }
}

/* Goes to every main screen and keeps what is on it. */
static void take_screens(struct job *j)
{
    for (int i = 0; i < SCREENS; i++) {
        program_keys(&j->p, screen_keys[i]);
        program_sees(&j->p, screen_names[i]);
        j->screens[i] = take_screen(&j->p);
    }
}

static void compare_screens(struct job *j)
{
    for (int i = 0; i < SCREENS; i++) {
        program_keys(&j->p, screen_keys[i]);
        program_sees(&j->p, screen_names[i]);
        char *now = take_screen(&j->p);
        same_screen(screen_names[i], j->screens[i], now);
        free(now);
        free(j->screens[i]);
    }
}

/* datapackage.json says when it was made; everything else in it must be the same. */
static void drop_created(struct buf *text)
{
    char *at = strstr(buf_str(text), "\"created\"");
    assert_non_null(at);
    size_t from = (size_t)(at - buf_str(text)), n = strcspn(at, "\n");
    buf_splice(text, from, n, "", 0);
}

/* Every file of one export is in the other, byte for byte. Returns how many there are. */
static int compare_exports(const char *one, const char *other)
{
    DIR *dir = opendir(one);
    int files = 0;
    assert_non_null(dir);
    for (const struct dirent *d = readdir(dir); d; d = readdir(dir)) {
        struct buf path = BUF_INIT, a = BUF_INIT, b = BUF_INIT;
        if (d->d_name[0] == '.')
            continue;
        buf_addf(&path, "%s/%s", one, d->d_name);
        file_read(buf_str(&path), &a);
        buf_clear(&path);
        buf_addf(&path, "%s/%s", other, d->d_name);
        file_read(buf_str(&path), &b);
        if (strcmp(d->d_name, "datapackage.json") == 0) {
            drop_created(&a);
            drop_created(&b);
        }
        if (a.len != b.len || memcmp(buf_str(&a), buf_str(&b), a.len) != 0)
            fail_msg("%s differs: before\n%s\nafter\n%s", d->d_name, buf_str(&a), buf_str(&b));
        files++;
        buf_release(&path);
        buf_release(&a);
        buf_release(&b);
    }
    closedir(dir);
    return files;
}

/* ---- the steps ---- */

static void make_alliance(struct job *j)
{
    program_start(&j->p, &j->folder, &(struct program_start){.rows = ROWS, .cols = COLS});
    program_sees(&j->p, "no learning alliance");
    program_keys(&j->p, "<C-n>");
    program_sees(&j->p, "New: Learning alliance");
    program_keys(&j->p, "Routes et revenus e\u0301crits<Enter>");
    program_sees(&j->p, "Added Learning alliance");
    program_keys(&j->p, "<Esc>");
    program_sees(&j->p, "What is next");
}

static void write_people(struct job *j)
{
    struct buf csv = BUF_INIT, path = BUF_INIT;
    buf_adds(&csv, "Surname,First name,E-mail,Institution,Country,Job title,Status,Challenges\n");
    for (int i = 0; i < PEOPLE; i++)
        buf_addf(&csv,
                 "Fame\u0301%02d,Grâce %d,p%d@example.org,County %d,Kenya,Officer,selected,Low revenue;Theme %d\n", i,
                 i, i, i % 7, i % 4);
    file_write(folder_file(&j->folder, "people.csv", &path), buf_str(&csv), csv.len);
    buf_release(&csv);
    buf_release(&path);
}

static void import_people(struct job *j)
{
    struct buf path = BUF_INIT;
    write_people(j);
    program_keys(&j->p, "<C-o>");
    program_sees(&j->p, "Import people from which file?");
    program_paste(&j->p, folder_file(&j->folder, "people.csv", &path));
    program_keys(&j->p, "<Enter>");
    program_sees(&j->p, "40 rows: 40 new");
    program_sees(&j->p, "Nothing is changed before you choose Import now");
    program_keys(&j->p, "<Enter>");
    program_sees(&j->p, "40 rows were imported");
    program_keys(&j->p, "<F4>");
    program_sees(&j->p, "Fame\u030100, Grâce 0");
    buf_release(&path);
}

/* Types a text of several lines into the answer. */
static void type_answer(struct job *j, const char *text)
{
    while (*text) {
        char line[400];
        size_t n = strcspn(text, "\n");
        snprintf(line, sizeof line, "%.*s%s", (int)n, text, text[n] ? "<Enter>" : "");
        program_keys(&j->p, line);
        text += n + (text[n] == '\n');
    }
}

static void answer_questions(struct job *j)
{
    char progress[40];
    program_keys(&j->p, "<F3>");
    program_sees(&j->p, "1 of 27");
    program_keys(&j->p, "<Enter>");
    for (int i = 0; i < ANSWERS; i++) {
        type_answer(j, answers[i]);
        program_keys(&j->p, "<C-t>");
        program_sees(&j->p, "How far is this answer?");
        program_keys(&j->p, "Answered<Enter>");
        snprintf(progress, sizeof progress, "%d of 27 answered", i + 1);
        program_sees(&j->p, progress);
        program_keys(&j->p, "<C-Down>");
    }
    program_keys(&j->p, "<Esc>");
}

/* A new pair, and the next two cards of the pool into it. `columns` is how many there are already. */
static void make_pair(struct job *j, int columns)
{
    char keys[80];
    program_keys(&j->p, "<C-g>");
    program_sees(&j->p, "What is to be made?");
    program_keys(&j->p, "Pair<Enter>");
    program_sees(&j->p, "What is it called?");
    program_keys(&j->p, "<Enter>");
    program_sees(&j->p, "Which challenge does it work on?");
    program_keys(&j->p, "Low<Enter>");
    program_sees(&j->p, "Nobody is here yet.");
    for (int i = 0; i < 2; i++) { /* to the pool's first card, up with it, and over to the pair */
        snprintf(keys, sizeof keys, "<Left*%d>%s", columns + 1, i == 0 ? "<Down>" : "");
        program_keys(&j->p, keys);
        program_keys(&j->p, "<Space>");
        snprintf(keys, sizeof keys, "<Right*%d>", columns + 1);
        program_keys(&j->p, keys);
        program_keys(&j->p, "<Space>");
        program_sees(&j->p, i == 0 && columns == 0 ? "39 without a place"
                            : i == 0               ? "37 without a place"
                            : columns == 0         ? "38 without a place"
                                                   : "36 without a place");
    }
}

static void match_by_hand(struct job *j)
{
    program_keys(&j->p, "<F5>");
    program_sees(&j->p, "40 without a place");
    make_pair(j, 0);
    make_pair(j, 1);
}

static void set_objective(struct job *j, const char *what, const char *learner)
{
    program_keys(&j->p, "<C-n>");
    program_sees(&j->p, "New: Learning objective");
    program_keys(&j->p, what);
    program_keys(&j->p, "<Down>");
    program_sees(&j->p, "Added Learning objective");
    program_keys(&j->p, "<Down><Enter>");
    program_sees(&j->p, "Type to filter");
    program_keys(&j->p, learner);
    program_keys(&j->p, "<Enter>");
    program_sees_not(&j->p, "Type to filter");
    program_sees(&j->p, learner);
    program_keys(&j->p, "<Esc>");
}

static void set_objectives(struct job *j)
{
    program_keys(&j->p, "<F6>");
    set_objective(j, "Collect market fees without cash", "Fame\u030103");
    set_objective(j, "Tenir un registre des véhicules", "Fame\u030107");
    program_sees(&j->p, "Collect market fees");
    program_sees(&j->p, "registre des véhicules");
}

/* Ctrl+E, for the readers that `whom` chooses, exact, into FOLDER/NAME; `names` decides what becomes of names, "" if none is
 * found. The path goes to `path`. */
static void export_for(struct program *p, const struct folder *folder, const char *whom, const char *name, const char *names,
                       struct buf *path)
{
    struct buf said = BUF_INIT;
    program_keys(p, "<C-e>");
    program_sees(p, "Who will read it?");
    program_keys(p, whom);
    program_sees(p, "What is it for?");
    program_keys(p, "<Enter>");
    program_sees(p, "Into which folder?");
    program_keys(p, "<Home>");
    buf_addf(&said, "%s/%s-", folder->path, name);
    program_paste(p, buf_str(&said));
    program_keys(p, "<Enter>");
    if (*names) {
        program_sees(p, "Names in free text");
        program_keys(p, names);
    }
    program_sees(p, "files written to");
    /* "peerloom-export-2026-11-22" was there already */
    const char *text = pty_text(&p->pty), *at = strstr(text, buf_str(&said));
    assert_non_null(at);
    buf_clear(path);
    buf_add(path, at, strcspn(at, "'"));
    buf_release(&said);
}

static void export_all(struct job *j, const char *name, struct buf *path)
{
    export_for(&j->p, &j->folder, "<End><Enter>", name, "", path);
}

static void check_answers(const char *folder)
{
    struct buf path = BUF_INIT, csv = BUF_INIT, cell = BUF_INIT;
    buf_addf(&path, "%s/answers.csv", folder);
    file_read(buf_str(&path), &csv);
    for (int i = 0; i < ANSWERS; i++) {
        buf_clear(&cell);
        buf_addf(&cell, "\"%s\"", answers[i]);
        if (!strstr(buf_str(&csv), buf_str(&cell)))
            fail_msg("the answer\n%s\nis not in\n%s", answers[i], buf_str(&csv));
    }
    buf_release(&path);
    buf_release(&csv);
    buf_release(&cell);
}

/* ---- all of it ---- */

static void the_whole_job(void **state)
{
    (void)state;
    struct job j = {.p = {.pty = {.pid = 0}}};
    struct buf first = BUF_INIT, second = BUF_INIT, said = BUF_INIT;
    int64_t begin = clock_ms();
    folder_make(&j.folder);
    make_alliance(&j);
    import_people(&j);
    answer_questions(&j);
    match_by_hand(&j);
    set_objectives(&j);
    export_all(&j, "first", &first);
    check_answers(buf_str(&first));
    take_screens(&j);
    program_keys(&j.p, "<F3><C-Up><Enter>"); /* leaves with the cursor in the sixth answer */
    program_sees(&j.p, "東京都の財政");
    char *here = take_screen(&j.p);
    program_quit(&j.p);

    program_start(&j.p, &j.folder, &(struct program_start){.rows = ROWS, .cols = COLS});
    program_sees(&j.p, "東京都の財政");
    program_sees(&j.p, "Esc is done"); /* the same place, down to where the keys go */
    char *there = take_screen(&j.p);
    same_screen("the place", here, there);
    program_keys(&j.p, "<Esc>"); /* by itself: what follows an escape at once belongs to it */
    program_keys(&j.p, "<C-Down>");
    compare_screens(&j);
    export_all(&j, "second", &second);
    program_quit(&j.p);
    assert_in_range(compare_exports(buf_str(&first), buf_str(&second)), 13, 100);

    PROGRAM_DO(&j.folder, &said, "check");
    PROGRAM_DO(&j.folder, &said, "list", "placement", "--json");
    print_message("the whole job in %.1f s\n", (double)(clock_ms() - begin) / 1000);
    free(here);
    free(there);
    buf_release(&first);
    buf_release(&second);
    buf_release(&said);
    folder_remove(&j.folder);
}

/* Names in free text are decided one by one in this process; another one writes the files, as it was decided. */
static void what_was_decided_is_what_is_written(void **state)
{
    static const char *const decisions[] = {"<Enter>", "<Down><Down><Down><Enter>"}; /* leave all out; keep all */
    struct folder folder;
    struct program p;
    struct buf path = BUF_INIT, text = BUF_INIT;
    (void)state;
    folder_make(&folder);
    PROGRAM_DO(&folder, NULL, "demo", "--no-open");
    for (int i = 0; i < 2; i++) {
        program_start(&p, &folder, &(struct program_start){.rows = ROWS, .cols = COLS});
        export_for(&p, &folder, "<Down><Enter>", i ? "kept" : "out", decisions[i], &path);
        program_quit(&p);
        buf_adds(&path, "/arrangements.csv");
        buf_clear(&text);
        file_read(buf_str(&path), &text);
        assert_int_equal(strstr(buf_str(&text), "Protus") != NULL, i); /* "Protus and Fredrick go on ..." */
    }
    buf_release(&path);
    buf_release(&text);
    folder_remove(&folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_whole_job), cmocka_unit_test(what_was_decided_is_what_is_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
