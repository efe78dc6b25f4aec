/* test-kill.c: the real program, killed with SIGKILL at random moments while it saves. What its screen had shown as
 * saved must be in the file afterwards, and the file must be sound.
 *
 * An answer is acknowledged when the message "everything is saved" is on the screen, in a frame that came after the
 * text itself. Each run goes on in the file that the last kill left behind, so damage would add up. How often it kills
 * is said by the environment variable KILLS (300 if it is not set).
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pty/program.h"
#include "unit/cmocka-all.h"
#include "unit/hostile.h" /* random numbers */

enum { KILLS = 300, SAVES_MOST = 3, ITEMS = 200 };

/* An answer that is in the file. */
struct known {
    char item[16];
    struct buf text;
};

struct killer {
    struct folder folder;
    uint64_t random;
    struct known known[ITEMS]; /* what the file held when last looked at */
    size_t known_count;
    struct buf answers; /* as the program lists them */
    struct buf typed;   /* into the question of this run, all that there is */
    size_t sure;        /* bytes of it that were acknowledged */
    char item[16];      /* the question */
    int word;           /* number of the last word typed */
    long saves, acknowledged, cut_short, unacknowledged_there;
    int64_t save_us; /* how long a save takes, from key to message, as last measured */
};

static int64_t clock_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void nap_us(int64_t us)
{
    struct timespec t = {us / 1000000, us % 1000000 * 1000};
    nanosleep(&t, NULL);
}

/* ---- what the file holds ---- */

/* The value of "answer" of an item in the JSON of `answer --list --json`, unescaped as far as this test's texts need
 * it. */
static void find_answer(const struct buf *json, const char *item, struct buf *out)
{
    char key[40];
    buf_clear(out);
    snprintf(key, sizeof key, "\"item\": \"%s\",", item);
    const char *at = strstr(buf_str(json), key);
    at = at ? strstr(at, "\"answer\": \"") : NULL;
    if (!at)
        fail_msg("there is no question %s", item);
    for (at += strlen("\"answer\": \""); *at && *at != '"'; at++) {
        if (*at == '\\' && at[1] == 'n') {
            buf_addc(out, '\n');
            at++;
        } else {
            buf_addc(out, *at);
        }
    }
}

static void list_answers(struct killer *k, const char *phase)
{
    struct buf option = BUF_INIT;
    buf_addf(&option, "--phase=%.1s", phase);
    PROGRAM_DO(&k->folder, &k->answers, "answer", "--list", "--json", buf_str(&option));
    buf_release(&option);
}

static struct known *known_answer(struct killer *k, const char *item)
{
    for (size_t i = 0; i < k->known_count; i++)
        if (strcmp(k->known[i].item, item) == 0)
            return &k->known[i];
    assert_true(k->known_count < ITEMS);
    struct known *new = &k->known[k->known_count++];
    snprintf(new->item, sizeof new->item, "%s", item);
    return new;
}

static void know(struct known *known, const struct buf *text)
{
    buf_clear(&known->text);
    buf_add(&known->text, buf_str(text), text->len);
}

/* All answers of all runs are still as they were after each. */
static void check_all(struct killer *k)
{
    struct buf found = BUF_INIT;
    PROGRAM_DO(&k->folder, &k->answers, "answer", "--list", "--json");
    for (size_t i = 0; i < k->known_count; i++) {
        find_answer(&k->answers, k->known[i].item, &found);
        assert_string_equal(buf_str(&found), buf_str(&k->known[i].text));
    }
    buf_release(&found);
}

/* After a kill: the file is sound, and the answer is what was typed up to somewhere behind what was acknowledged. */
static void check_file(struct killer *k)
{
    struct buf found = BUF_INIT, said = BUF_INIT;
    static const char *const check[] = {"check", NULL};
    int code = program_run(&k->folder, check, NULL, NULL, &said);
    if (code != 0 || !strstr(buf_str(&said), "Sound:"))
        fail_msg("after a kill: %s", buf_str(&said));
    list_answers(k, k->item);
    find_answer(&k->answers, k->item, &found);
    if (found.len < k->sure || found.len > k->typed.len || memcmp(buf_str(&found), buf_str(&k->typed), found.len) != 0)
        fail_msg("question %s: %zu bytes were shown as saved of '%s', but the file holds '%s'", k->item, k->sure,
                 buf_str(&k->typed), buf_str(&found));
    k->unacknowledged_there += found.len > k->sure;
    know(known_answer(k, k->item), &found);
    buf_release(&found);
    buf_release(&said);
}

static void killer_release(struct killer *k)
{
    for (size_t i = 0; i < k->known_count; i++)
        buf_release(&k->known[i].text);
    buf_release(&k->answers);
    buf_release(&k->typed);
    folder_remove(&k->folder);
}

/* ---- one run ---- */

/* Opens the walk and its answer, on the question before or behind the one it opens with, or on that. */
static void open_answer(struct killer *k, struct program *p, uint32_t step)
{
    program_start(p, &k->folder, &(struct program_start){.rows = 30, .cols = 100});
    program_keys(p, "<F3>");
    program_keys(p, step == 0 ? "<C-Up><Enter><C-End>" : step == 1 ? "<Enter><C-End>" : "<C-Down><Enter><C-End>");
    program_sees(p, "Esc is done");
    program_question(p, k->item);
    const struct buf *before = &known_answer(k, k->item)->text;
    buf_clear(&k->typed);
    buf_add(&k->typed, buf_str(before), before->len);
    k->sure = k->typed.len;
}

/* Types a word of its own, with an accent of two code points, and now and then a new line before it. */
static void type_word(struct killer *k, struct program *p, char *marker, size_t size)
{
    char keys[80];
    bool line = random_below(&k->random, 3) == 0;
    snprintf(marker, size, "k%de\u0301", ++k->word);
    snprintf(keys, sizeof keys, "%s%s ", line ? "<Enter>" : "", marker);
    if (!pty_keys(&p->pty, keys))
        program_fail(p, "typing");
    buf_addf(&k->typed, "%s%s ", line ? "\n" : "", marker);
}

/* A save that is waited for. */
static void save(struct killer *k, struct program *p)
{
    char marker[40];
    type_word(k, p, marker, sizeof marker);
    program_sees(p, marker);
    program_sees_not(p, "everything is saved"); /* that of the save before */
    int64_t begin = clock_us();
    if (!pty_keys(&p->pty, "<C-s>"))
        program_fail(p, "Ctrl+S");
    program_sees(p, "everything is saved");
    k->save_us = clock_us() - begin;
    k->sure = k->typed.len;
    k->acknowledged++;
    k->saves++;
}

/* A save during which the program is killed: somewhere from just after the key to some time behind the usual end. What
 * the screen showed up to then still counts. */
static void save_and_kill(struct killer *k, struct program *p)
{
    char marker[40];
    type_word(k, p, marker, sizeof marker);
    if (random_below(&k->random, 4) != 0) {
        program_sees(p, marker);
        program_sees_not(p, "everything is saved");
    }
    bool quiet = !program_shows(p, "everything is saved") && program_shows(p, marker);
    if (!pty_keys(&p->pty, random_below(&k->random, 4) == 0 ? "<C-Down>" : "<C-s>"))
        program_fail(p, "Ctrl+S");
    nap_us(random_below(&k->random, (uint32_t)(k->save_us * 3 / 2 + 500)));
    pty_signal(&p->pty, SIGKILL);
    if (pty_wait(&p->pty, PTY_PATIENCE_MS) != 128 + SIGKILL)
        program_fail(p, "it could not be killed");
    k->saves++;
    if (quiet && program_shows(p, marker) && program_shows(p, "everything is saved")) {
        k->sure = k->typed.len;
        k->acknowledged++;
    } else {
        k->cut_short++;
    }
    program_audit(p);
    pty_release(&p->pty);
}

static void nothing_shown_as_saved_is_lost(void **state)
{
    (void)state;
    const char *wanted = getenv("KILLS");
    long kills = wanted && *wanted ? strtol(wanted, NULL, 10) : KILLS;
    struct killer k = {.random = 2024, .save_us = 4000};
    int64_t begin = clock_ms();
    assert_true(kills > 0);
    folder_make(&k.folder);
    PROGRAM_DO(&k.folder, NULL, "add", "alliance", "name=Roads");
    for (long i = 0; i < kills; i++) {
        struct program p;
        open_answer(&k, &p, random_below(&k.random, 3));
        for (uint32_t saves = random_below(&k.random, SAVES_MOST); saves > 0; saves--)
            save(&k, &p);
        save_and_kill(&k, &p);
        check_file(&k);
    }
    check_all(&k);
    int64_t took = clock_ms() - begin;
    print_message(
        "%ld kills in %.1f s: %ld saves, %ld acknowledged and all there, %ld cut short of which %ld were there\n",
        kills, (double)took / 1000, k.saves, k.acknowledged, k.cut_short, k.unacknowledged_there);
    assert_true(k.cut_short > 0 && k.acknowledged > 0); /* else it was not random moments */
    killer_release(&k);
}

/* The judge must say no when an acknowledged answer is gone: here because somebody takes it back behind its back. */
static void a_lost_answer_would_be_noticed(void **state)
{
    (void)state;
    struct killer k = {.random = 7, .save_us = 4000};
    struct program p;
    struct buf found = BUF_INIT;
    folder_make(&k.folder);
    PROGRAM_DO(&k.folder, NULL, "add", "alliance", "name=Roads");
    open_answer(&k, &p, 1);
    save(&k, &p);
    pty_signal(&p.pty, SIGKILL);
    pty_wait(&p.pty, PTY_PATIENCE_MS);
    pty_release(&p.pty);
    check_file(&k);
    PROGRAM_DO(&k.folder, NULL, "undo");
    list_answers(&k, k.item);
    find_answer(&k.answers, k.item, &found);
    assert_true(found.len < k.sure);
    buf_release(&found);
    killer_release(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_shown_as_saved_is_lost),
        cmocka_unit_test(a_lost_answer_would_be_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
