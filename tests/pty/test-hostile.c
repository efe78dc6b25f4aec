/* test-hostile.c: 10,000 strings that attack the terminal or the eye, taken in as names, notes, answers, labels and
 * file names, and shown on every screen, in every command's output, in the accessible mode and in error messages. What
 * comes out must be our own drawing and nothing else: on the screen by the white list of audit.h, elsewhere by clean()
 * below.
 *
 * The strings are made by unit/hostile.h; each ends with an escape that no drawing of ours sends, so that one that got
 * through whole would be noticed wherever it is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"
#include "unit/hostile.h"

enum {
    ROWS = 720,
    FIELDS = 14, /* of people: 10,080 strings */
    QUESTIONS = 20,
    OBJECTIVES = 60,
    ERRORS = 30,
    LINES = 4000,
    RAW = 60,          /* people of whom bytes were written that are no text */
    CELL_MOST = 60000, /* a cell of a CSV file may have 64 KiB */
};

struct world {
    struct folder folder;
    uint64_t random;
    unsigned made;   /* strings so far */
    struct buf text; /* the last one */
    struct buf csv, path, out, err;
};

/* ---- the strings ---- */

/* Without what CSV files and arguments cannot hold: NULs, and unless `raw` what is no UTF-8. At most `most` bytes, and
 * an escape at the end: the title of the window. */
static const char *hostile(struct world *w, bool raw, size_t most)
{
    struct buf made = BUF_INIT;
    hostile_text(&made, &w->random, w->made++);
    buf_clear(&w->text);
    for (size_t i = 0, n; i < made.len; i += n) {
        uint32_t c = 0;
        n = judge_decode((const unsigned char *)made.s + i, made.len - i, &c);
        bool keep = made.s[i] && (raw || n > 0);
        n = n ? n : 1;
        if (w->text.len + n + 8 > most)
            break;
        if (keep)
            buf_add(&w->text, made.s + i, n);
    }
    buf_adds(&w->text, "\x1b]2;x\x07");
    buf_release(&made);
    return buf_str(&w->text);
}

/* `before` stands before the text in the same cell. */
static void cell_with(struct world *w, const char *before, const char *text)
{
    buf_adds(&w->csv, w->csv.len && w->csv.s[w->csv.len - 1] != '\n' ? ",\"" : "\"");
    buf_adds(&w->csv, before);
    for (; *text; text++) {
        if (*text == '"')
            buf_addc(&w->csv, '"');
        buf_addc(&w->csv, *text);
    }
    buf_addc(&w->csv, '"');
}

static void cell(struct world *w, const char *text)
{
    cell_with(w, "", text);
}

/* The first cell of a row: with a number, so that no two are the same record. */
static void named_cell(struct world *w, int number)
{
    char text[24];
    snprintf(text, sizeof text, "%d ", number);
    cell_with(w, text, hostile(w, false, CELL_MOST));
}

static void hostile_cells(struct world *w, int n)
{
    for (int i = 0; i < n; i++)
        cell(w, hostile(w, false, CELL_MOST));
}

static void begin_csv(struct world *w, const char *header)
{
    buf_clear(&w->csv);
    buf_addf(&w->csv, "%s\n", header);
}

static const char *end_csv(struct world *w, const char *name)
{
    folder_file(&w->folder, name, &w->path);
    file_write(buf_str(&w->path), buf_str(&w->csv), w->csv.len);
    return buf_str(&w->path);
}

/* ---- the judge of what is printed ---- */

/* True if all of it is text: UTF-8 with nothing forbidden in it but line feeds. `at` gets the first bad byte. */
static bool clean(const struct buf *text, size_t *at)
{
    const unsigned char *s = (const unsigned char *)buf_str(text);
    for (size_t i = 0, n; i < text->len; i += n) {
        uint32_t c = 0;
        *at = i;
        n = judge_decode(s + i, text->len - i, &c);
        if (n == 0 || (c != '\n' && judge_forbids(c)))
            return false;
    }
    return true;
}

static void check_clean(const struct buf *text, const char *const *words)
{
    size_t at = 0;
    char around[400] = "";
    if (clean(text, &at))
        return;
    size_t from = at > 30 ? at - 30 : 0;
    for (size_t i = from; i < at + 10 && i < text->len; i++) {
        unsigned char c = (unsigned char)text->s[i];
        size_t n = strlen(around);
        snprintf(around + n, sizeof around - n, c >= 0x20 && c < 0x7f ? "%c" : "\\x%02x", c);
    }
    fail_msg("peerloom %s %s %s prints at byte %zu: %s", words[0], words[0] && words[1] ? words[1] : "",
             words[0] && words[1] && words[2] ? words[2] : "", at, around);
}

/* Runs a command; whatever it says, it must be clean. Returns the exit code. */
static int look(struct world *w, const char *const *words)
{
    int code = program_run(&w->folder, words, NULL, &w->out, &w->err);
    if (code > 3)
        fail_msg("peerloom %s %s ...: ended with %d: %s", words[0], words[0] && words[1] ? words[1] : "", code,
                 buf_str(&w->err));
    check_clean(&w->out, words);
    check_clean(&w->err, words);
    return code;
}
#define LOOK(w, ...) look(w, (const char *const[]){__VA_ARGS__, NULL})

static void must(struct world *w, int code, const char *what)
{
    if (code != 0)
        fail_msg("%s: exit code %d: %s", what, code, buf_str(&w->err));
}

/* ---- the workbench ---- */

/* Questions whose words come from a file of the facilitator's own. */
static void make_guide(struct world *w)
{
    char id[16];
    begin_csv(w, "id,phase,parent,lens,source,label::English (en),peer::English (en),why::English (en),aloud::English "
                 "(en),example::English (en)");
    for (int i = 0; i < QUESTIONS; i++) {
        snprintf(id, sizeof id, "%d.%d", i % 5, i / 5 + 1);
        cell(w, id);
        cell(w, (char[]){(char)('0' + i % 5), 0});
        cell(w, "");
        cell(w, "both");
        hostile_cells(w, 6);
        buf_addc(&w->csv, '\n');
    }
    end_csv(w, "questions.csv");
}

/* A kind of one's own with hostile labels, hints and choices. */
static void make_kind(struct world *w)
{
    begin_csv(w, "field,type,choices,reference,flags,aliases,label::English (en),hint::English (en)");
    buf_adds(&w->csv, "hazards,kind,,,,,\"Risk\x1b]2;x\x07\u202e|Risks\x1b[2J\u200b\"");
    cell(w, hostile(w, false, 300));
    buf_adds(&w->csv, "\nname,text,,,required title listed,");
    hostile_cells(w, 2);
    buf_adds(&w->csv, ",\nlikely,choice,\"low=L\x1b]2;x\x07;high=\u202e\xc2\x9bH\",,listed,");
    cell(w, hostile(w, false, 300));
    cell(w, hostile(w, false, 300));
    buf_addc(&w->csv, '\n');
    end_csv(w, "hazard.csv");
}

/* FOLDER/name to FOLDER/peerloom/sub/name */
static void move_in(struct world *w, const char *sub, const char *name)
{
    struct buf to = BUF_INIT;
    mkdir(folder_file(&w->folder, "peerloom", &to), 0700);
    buf_addf(&to, "/%s", sub);
    assert_int_equal(mkdir(buf_str(&to), 0700), 0);
    buf_addf(&to, "/%s", name);
    assert_int_equal(rename(folder_file(&w->folder, name, &w->path), buf_str(&to)), 0);
    buf_release(&to);
}

static void import(struct world *w, const char *kind, const char *name, int least_new)
{
    int code = LOOK(w, "import", kind, end_csv(w, name), "--dry-run", "--json");
    must(w, code == 3 ? 0 : code, name);
    code = LOOK(w, "import", kind, buf_str(&w->path));
    must(w, code == 3 ? 0 : code, name);
    int new = 0;
    const char *at = strstr(buf_str(&w->err), " rows: ");
    if (!at || sscanf(at, " rows: %d new", &new) != 1 || new < least_new)
        fail_msg("%s: only %d of %d were taken in: %s", name, new, least_new, buf_str(&w->err));
}

static void make_people(struct world *w)
{
    begin_csv(
        w, "family_name,given_name,position_title,local_function,tasks,policy_initiatives,sector,profession,org_unit,"
           "notes,country,organisation,challenges,incentive,status");
    for (int i = 0; i < ROWS; i++) {
        named_cell(w, i);
        hostile_cells(w, FIELDS - 1);
        cell(w, "selected");
        buf_addc(&w->csv, '\n');
    }
    import(w, "person", "people.csv", ROWS);
}

static void make_rest(struct world *w)
{
    begin_csv(w, "statement,how,measure,unit,share_forward,notes");
    for (int i = 0; i < OBJECTIVES; i++) {
        named_cell(w, i);
        hostile_cells(w, 5);
        buf_addc(&w->csv, '\n');
    }
    import(w, "objective", "objectives.csv", OBJECTIVES);
    begin_csv(w, "what,who,notes");
    for (int i = 0; i < OBJECTIVES; i++) {
        named_cell(w, i);
        hostile_cells(w, 2);
        buf_addc(&w->csv, '\n');
    }
    import(w, "action", "actions.csv", OBJECTIVES);
    begin_csv(w, "name,notes,form,challenge");
    for (int i = 0; i < 6; i++) {
        named_cell(w, i);
        hostile_cells(w, 1);
        cell(w, "group");
        cell(w, hostile(w, false, 300));
        buf_addc(&w->csv, '\n');
    }
    import(w, "arrangement", "arrangements.csv", 6);
}

/* The same by the command line, where it may be no UTF-8 either: that is refused, and the words of the refusal are
 * clean. */
static void make_by_command(struct world *w)
{
    static const char *const options[] = {"--text=", "--reason=", "--evidence="};
    for (int i = 0; i < 2 * QUESTIONS; i++) {
        struct buf words[3] = {BUF_INIT, BUF_INIT, BUF_INIT};
        bool raw = i >= QUESTIONS;
        char id[16];
        snprintf(id, sizeof id, "%d.%d", i % 5, i % QUESTIONS / 5 + 1);
        for (int o = 0; o < 3; o++)
            buf_addf(&words[o], "%s%s", options[o], hostile(w, raw, CELL_MOST));
        int code = LOOK(w, "answer", id, buf_str(&words[0]), buf_str(&words[1]), buf_str(&words[2]));
        must(w, raw && code == 1 ? 0 : code, "answer");
        for (int o = 0; o < 3; o++)
            buf_release(&words[o]);
    }
    for (int i = 0; i < 20; i++) {
        char name[20];
        buf_clear(&w->csv);
        buf_addf(&w->csv, "name=%d %s", i, hostile(w, false, 3000));
        must(w, LOOK(w, "add", "hazard", buf_str(&w->csv)), "risk");
        buf_clear(&w->csv);
        buf_addf(&w->csv, "label=%s", hostile(w, false, 300));
        snprintf(name, sizeof name, "name=own%d", i);
        if (i < 6)
            must(w, LOOK(w, "add", "column", "kind=person", name, "type=text", "listed=yes", buf_str(&w->csv)),
                 "column");
    }
}

static void add_blob(struct buf *sql, const char *bytes)
{
    buf_adds(sql, "CAST(x'");
    for (; *bytes; bytes++)
        buf_addf(sql, "%02x", (unsigned char)*bytes);
    buf_adds(sql, "' AS TEXT)");
}

/* Behind the program's back, as in a file that another program has written: bytes that are no text at all. */
static void make_by_sql(struct world *w)
{
    struct buf sql = BUF_INIT, command = BUF_INIT;
    for (int i = 1; i <= RAW; i++) {
        buf_adds(&sql, "UPDATE person SET title_ = ");
        add_blob(&sql, hostile(w, true, 500));
        buf_adds(&sql, ", given_name = ");
        add_blob(&sql, hostile(w, true, 500));
        buf_adds(&sql, ", notes = ");
        add_blob(&sql, hostile(w, true, CELL_MOST));
        buf_addf(&sql, " WHERE rowid = %d;\n", i * 7);
        buf_adds(&sql, "UPDATE answer SET text = ");
        add_blob(&sql, hostile(w, true, 3000));
        buf_addf(&sql, " WHERE rowid = %d;\n", i);
    }
    file_write(folder_file(&w->folder, "raw.sql", &w->path), buf_str(&sql), sql.len);
    buf_addf(&command, "sqlite3 '%s/peerloom/workbench.db' '.read %s'", w->folder.path, buf_str(&w->path));
    if (system(buf_str(&command)) != 0)
        fail_msg("%s: failed", buf_str(&command));
    buf_release(&sql);
    buf_release(&command);
}

static void make_world(void **state)
{
    struct world *w = *state;
    folder_make(&w->folder);
    w->random = 4711;
    make_guide(w);
    make_kind(w);
    move_in(w, "guide", "questions.csv");
    move_in(w, "kinds", "hazard.csv");
    buf_clear(&w->csv);
    buf_addf(&w->csv, "name=%s", hostile(w, true, 300));
    must(w, LOOK(w, "add", "alliance", buf_str(&w->csv)), "add alliance");
    make_people(w);
    make_rest(w);
    make_by_command(w);
    must(w, LOOK(w, "check"), "check");
    make_by_sql(w);
    print_message("%u hostile strings were taken in\n", w->made);
    assert_true(w->made >= 10000);
}

/* ---- commands ---- */

static void no_command_prints_one(void **state)
{
    struct world *w = *state;
    static const char *const kinds[] = {"alliance", "organisation", "person",    "membership", "challenge",
                                        "interest", "arrangement",  "placement", "objective",  "assessment",
                                        "action",   "answer",       "column",    "hazard"};
    static const char *const plain[][5] = {{"history"},
                                           {"history", "--json"},
                                           {"history", "2"},
                                           {"history", "1"},
                                           {"roadmap"},
                                           {"roadmap", "--json"},
                                           {"answer", "--list"},
                                           {"answer", "--list", "--json"},
                                           {"guide"},
                                           {"guide", "--json"},
                                           {"guide", "--lens=peer"},
                                           {"guide", "0.1"},
                                           {"worksheet"},
                                           {"worksheet", "--lens=peer", "--phase=1"},
                                           {"kinds"},
                                           {"kinds", "--json"},
                                           {"kinds", "hazard"},
                                           {"kinds", "person"},
                                           {"alliance"},
                                           {"undo"},
                                           {"redo"},
                                           {"backup"},
                                           {"complete", "peerloom", "r", "list"},
                                           {"help"},
                                           {"help", "list"},
                                           {"manual"},
                                           {"version"}};
    bool marks = false;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        must(w, look(w, plain[i]), plain[i][0]);
        marks |= strstr(buf_str(&w->out), "<U+001B>") != NULL;
    }
    assert_true(marks); /* they were there to be printed */
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        must(w, LOOK(w, "list", kinds[i], "--all"), "list");
        must(w, LOOK(w, "list", kinds[i], "--all", "--json"), "list --json");
        buf_clear(&w->csv);
        buf_addf(&w->csv, "--filter=%s", hostile(w, true, 50));
        must(w, LOOK(w, "list", kinds[i], buf_str(&w->csv)), "list --filter");
    }
    LOOK(w, "export", "all", "--out=out");
    LOOK(w, "import", "all", "out", "--dry-run");
    LOOK(w, "import", "all", "out", "--dry-run", "--json");
}

/* Every person whole: show prints all fields of each. */
static void show_prints_none(void **state)
{
    struct world *w = *state;
    struct buf ids = BUF_INIT;
    int shown = 0;
    PROGRAM_DO(&w->folder, &ids, "list", "person", "--json");
    for (const char *at = buf_str(&ids); (at = strstr(at, "\"id\": \"")); shown++) {
        char id[37];
        snprintf(id, sizeof id, "%s", at + 7);
        must(w, LOOK(w, "show", "person", id), "show");
        if (shown % 50 == 0)
            must(w, LOOK(w, "show", "person", id, "--json"), "show --json");
        at += 40;
    }
    assert_true(shown >= ROWS);
    buf_release(&ids);
}

static void no_error_prints_one(void **state)
{
    struct world *w = *state;
    static const char *const forms[][6] = {{"@"},
                                           {"list", "@"},
                                           {"list", "person", "@"},
                                           {"list", "person", "--@"},
                                           {"show", "@", "x"},
                                           {"show", "person", "@"},
                                           {"add", "@", "x=y"},
                                           {"add", "person", "@"},
                                           {"add", "person", "@=x"},
                                           {"add", "person", "family_name=x", "sex=@"},
                                           {"add", "person", "family_name=x", "email=@"},
                                           {"add", "person", "family_name=x", "years=@"},
                                           {"add", "action", "what=x", "due=@"},
                                           {"add", "person", "family_name=x", "organisation=@"},
                                           {"set", "person", "@", "country=x"},
                                           {"delete", "person", "@"},
                                           {"import", "@", "x.csv"},
                                           {"import", "person", "@"},
                                           {"import", "all", "@"},
                                           {"import", "person", "people.csv", "--mode=@"},
                                           {"import", "person", "people.csv", "--map=@"},
                                           {"export", "@"},
                                           {"export", "all", "--out=/nowhere/@"},
                                           {"export", "person", "--for=@"},
                                           {"answer", "@", "--text=x"},
                                           {"answer", "0.1", "--status=@"},
                                           {"place", "@", "pool"},
                                           {"history", "@"},
                                           {"guide", "@"},
                                           {"worksheet", "--phase=@"},
                                           {"worksheet", "--out=/nowhere/@"},
                                           {"backup", "/nowhere/@"},
                                           {"restore", "@"},
                                           {"alliance", "@"},
                                           {"help", "@"},
                                           {"kinds", "@"},
                                           {"--db", "/nowhere/@", "list", "person"},
                                           {"--db", "@", "list", "person"},
                                           {"--alliance", "@", "list", "person"},
                                           {"complete", "peerloom", "@", "list"},
                                           {"add", "column", "kind=person", "name=@", "label=x", "type=text"}};
    for (int round = 0; round < ERRORS; round++)
        for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
            const char *words[8] = {NULL};
            struct buf made = BUF_INIT;
            for (size_t k = 0; k < 6 && forms[i][k]; k++) {
                const char *at = strchr(forms[i][k], '@');
                words[k] = forms[i][k];
                if (!at)
                    continue;
                buf_add(&made, forms[i][k], (size_t)(at - forms[i][k]));
                buf_adds(&made, hostile(w, true, round == 0 ? 60000 : 200));
                words[k] = buf_str(&made);
            }
            look(w, words);
            buf_release(&made);
        }
}

/* Rows that are refused, headers that are unknown, and a file whose name is hostile itself. */
static void no_import_prints_one(void **state)
{
    struct world *w = *state;
    begin_csv(w, "family_name,email,years_of_service");
    for (int i = 0; i < 200; i++) {
        hostile_cells(w, 3);
        buf_addc(&w->csv, '\n');
    }
    assert_int_equal(LOOK(w, "import", "person", end_csv(w, "bad.csv"), "--rejects=rejects.csv"), 1);
    assert_int_equal(LOOK(w, "import", "person", buf_str(&w->path), "--json"), 1);
    buf_clear(&w->csv);
    hostile_cells(w, 5);
    buf_adds(&w->csv, ",family_name\n1,2,3,4,5,Name\n");
    must(w, LOOK(w, "import", "person", end_csv(w, "\x1b]2;x\x07\u202e\xc2\x9b\xff.csv")), "hostile header");
    must(w, LOOK(w, "history"), "history");
    buf_clear(&w->csv); /* not UTF-8: taken for Windows-1252, or refused */
    buf_adds(&w->csv, "family_name,notes\n");
    for (int i = 0; i < 50; i++) {
        cell(w, hostile(w, true, 500));
        cell(w, hostile(w, true, 500));
        buf_addc(&w->csv, '\n');
    }
    LOOK(w, "import", "person", end_csv(w, "mixed.csv"), "--dry-run");
}

/* ---- the accessible mode ---- */

static void the_accessible_mode_prints_none(void **state)
{
    struct world *w = *state;
    static const char *const words[] = {
        "walk", "people", "board", "objectives", "history",  "records", "import",    "people.csv",
        "back", "back",   "back",  "home",       "",         "",        "",          "?",
        "all",  "person", "risk",  "find x",     "messages", "columns", "order",     "add",
        "edit", "x",      "undo",  "phase",      "alliance", "choose",  "worksheet", "next"};
    static const char *const options[] = {"--accessible", NULL};
    struct buf script = BUF_INIT;
    for (int i = 0; i < LINES; i++) {
        uint32_t what = random_below(&w->random, 10);
        if (what < 4)
            buf_addf(&script, "%u\n", random_below(&w->random, 30) + 1);
        else if (what < 9)
            buf_addf(&script, "%s\n", words[random_below(&w->random, sizeof words / sizeof *words)]);
        else
            buf_addf(&script, "%s\n", hostile(w, true, 200));
    }
    int code = program_run(&w->folder, options, buf_str(&script), &w->out, &w->err);
    check_clean(&w->out, options);
    check_clean(&w->err, options);
    must(w, code, "the accessible mode");
    int marks = 0;
    for (const char *at = buf_str(&w->out); (at = strstr(at, "<U+001B>")); at++)
        marks++;
    assert_true(marks > 500);
    print_message("%zu bytes of the accessible mode, %d marks in them\n", w->out.len, marks);
    buf_release(&script);
}

/* ---- screens ---- */

struct seen {
    const char *name, *keys; /* keys separated by blanks, sent one by one */
};

/* How many marks of what was made visible are on the screen. */
static int marks_on(struct program *p)
{
    int n = 0;
    for (const char *at = pty_text(&p->pty); (at = strstr(at, "<U+")); at++)
        n++;
    return n;
}

static void paste_hostile(struct world *w, struct program *p)
{
    if (!pty_paste(&p->pty, hostile(w, true, 400)) || !pty_idle(&p->pty, PTY_PATIENCE_MS))
        program_fail(p, "paste");
}

/* "@" pastes a hostile string, anything else is a key or a text. */
static int visit(struct world *w, struct program *p, const char *keys)
{
    int marks = 0;
    while (*keys) {
        char key[80];
        size_t n = strcspn(keys, " ");
        snprintf(key, sizeof key, "%.*s", (int)n, keys);
        if (strcmp(key, "@") == 0)
            paste_hostile(w, p);
        else
            program_keys(p, key);
        program_audit(p);
        marks += marks_on(p);
        keys += n + strspn(keys + n, " ");
    }
    return marks;
}

static void look_at_screens(struct world *w, int rows, int cols, int least)
{
    static const struct seen tour[] = {
        {"home", "<F2> <Tab> <PgDn> <End> <F1> <Esc>"},
        {"walk", "<F3> <F1> <Esc> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> "
                 "<C-Down> <C-Down> "
                 "<C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-Down> <C-b> <Enter> @ @ <C-Home> "
                 "<PgDn> <PgDn> "
                 "<Esc> <C-t> @ <Esc> <C-n> @ <Esc> <Esc>"},
        {"people",
         "<F4> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn> <End> <Home> <C-f> @ <Esc> <Esc> <F4> <C-t> <Esc>"},
        {"columns",
         "<F4> <C-k> <Space> <Down> <Space> <Down> <Space> <Down> <Space> <Down> <Space> <Down> <Space> <Down> <Space> "
         "<Down> <Space> <Down> <Space> <Down> <Space> <Enter> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn> <PgDn>"},
        {"person", "<F4> <Home> <Enter> <Tab> <Tab> <Tab> <PgDn> <F1> <Esc> <Esc> <F4> <Down> <Enter> <PgDn> <End> "
                   "<C-d> <Down> <Down> "
                   "<Down> <Down> <Down> <Down> <Down> <Down> <Enter> <PgDn> <Esc> <Esc> <Esc>"},
        {"board", "<F5> <Down> <PgDn> <PgDn> <End> <Right> <Left> <C-t> <PgDn> <Esc> <C-g> <Enter> @ <Enter> <PgDn> "
                  "<Esc> <F1> <Esc>"},
        {"objectives",
         "<F6> <PgDn> <PgDn> <End> <Home> <Enter> <PgDn> <End> <Esc> <F6> <C-g> <Esc> <Esc> <F6> <C-f> @ <Esc>"},
        {"history", "<F7> <PgDn> <End> <Home> <Enter> <PgDn> <Esc> <C-f> @ <Esc>"},
        {"messages", "<F8> <PgDn> <End> <Esc>"},
        {"import", "<C-o> <Home> @ <Enter> <Esc> <C-o> <Enter> <PgDn> <Esc>"},
        {"help", "<S-F1> <PgDn> <Esc> <F10> <Right> <Right> <Esc> <F2> <C-p> @ <Esc> <Esc>"},
        {"export", "<C-e> <Enter> <Enter> <Home> @ <Enter> <F8> <Esc>"},
    };
    struct program p;
    int all = 0;
    program_start(&p, &w->folder, &(struct program_start){.rows = rows, .cols = cols});
    for (size_t i = 0; i < sizeof tour / sizeof *tour; i++) {
        int marks = visit(w, &p, tour[i].keys);
        all += marks;
        if (marks < least && i < 8)
            fail_msg("on the screen of %s only %d marks were seen", tour[i].name, marks);
    }
    /* the preview of an import whose rows are hostile, too */
    program_keys(&p, "<C-o>");
    program_paste(&p, folder_file(&w->folder, "bad.csv", &w->path));
    program_keys(&p, "<Enter>");
    program_sees(&p, "200");
    all += visit(w, &p, "<Tab> <PgDn> <Tab> <PgDn> <PgDn> <Enter> <Esc> <F2>");
    program_quit(&p);
    print_message("%d x %d: %llu bytes drawn, %d marks seen\n", rows, cols, (unsigned long long)p.audit.fed, all);
}

static void no_screen_sends_one(void **state)
{
    look_at_screens(*state, 200, 400, 5);
    look_at_screens(*state, 24, 80, 1);
    look_at_screens(*state, 10, 40, 0);
}

/* A table printed to a terminal is for eyes, not for files. */
static void no_table_sends_one_to_a_terminal(void **state)
{
    struct world *w = *state;
    static const char *const commands[][4] = {
        {"export", "person"}, {"export", "hazard"}, {"list", "person"}, {"list", "hazard", "--json"}, {"worksheet"}};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        struct program p;
        program_launch(&p, &w->folder, &(struct program_start){.words = commands[i], .rows = 200, .cols = 400});
        assert_int_equal(pty_wait(&p.pty, 9 * PTY_PATIENCE_MS), 0); /* megabytes */
        if (p.audit.found)
            fail_msg("%s: at byte %llu: %s", commands[i][0], (unsigned long long)p.audit.offset, p.audit.what);
        pty_release(&p.pty);
    }
}

/* ---- control ---- */

/* Each string as it is must be refused by both judges; else nothing above would prove anything. */
static void the_judges_refuse_every_one(void **state)
{
    (void)state;
    struct world w = {.random = 4711};
    for (int i = 0; i < 10000; i++) {
        struct audit audit;
        size_t at;
        hostile(&w, i % 2, CELL_MOST);
        audit_init(&audit);
        assert_false(clean(&w.text, &at));
        assert_false(audit_feed(&audit, buf_str(&w.text), w.text.len) && audit_end(&audit));
    }
    buf_release(&w.text);
}

static int setup(void **state)
{
    static const struct world none;
    struct world *w = malloc(sizeof *w);
    if (!w)
        return -1;
    *w = none;
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;
    folder_remove(&w->folder);
    buf_release(&w->text);
    buf_release(&w->csv);
    buf_release(&w->path);
    buf_release(&w->out);
    buf_release(&w->err);
    free(w);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_judges_refuse_every_one),
        cmocka_unit_test(make_world),
        cmocka_unit_test(no_command_prints_one),
        cmocka_unit_test(show_prints_none),
        cmocka_unit_test(no_error_prints_one),
        cmocka_unit_test(no_import_prints_one),
        cmocka_unit_test(no_screen_sends_one),
        cmocka_unit_test(no_table_sends_one_to_a_terminal),
        cmocka_unit_test(the_accessible_mode_prints_none),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
