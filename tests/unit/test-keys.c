/* Names of keys, and the bytes of many terminals into keys. */
#include "unit/cmocka-all.h"

#include <string.h>

#include "command/command.h"
#include "ui/key.h"
#include "ui/term_input.h"

static int number(const char *name)
{
    return key_number(name, strlen(name));
}

static void names_and_numbers_agree(void **state)
{
    static const struct {
        const char *name, *shown;
        int key;
    } keys[] = {
        {"Ctrl+S", "Ctrl+S", KEY_CTRL | 's'},
        {"ctrl+s", "Ctrl+S", KEY_CTRL | 's'},
        {"F1", "F1", K_F1},
        {"F12", "F12", K_F12},
        {"Alt+2", "Alt+2", KEY_ALT | '2'},
        {"Shift+Tab", "Shift+Tab", K_BACK_TAB},
        {"Page_Down", "Page Down", K_PAGE_DOWN},
        {"PageDown", "Page Down", K_PAGE_DOWN},
        {"Ctrl+PageUp", "Ctrl+Page Up", KEY_CTRL | K_PAGE_UP},
        {"Ctrl+Alt+x", "Ctrl+Alt+X", KEY_CTRL | KEY_ALT | 'x'},
        {"Shift+F1", "Shift+F1", KEY_SHIFT | K_F1},
        {"Space", "Space", ' '},
        {"?", "?", '?'},
        {"+", "+", '+'},
        {"Ctrl++", "Ctrl++", KEY_CTRL | '+'},
        {"\u00e9", "\u00e9", 0xE9},
    };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct buf shown = BUF_INIT;
        assert_int_equal(number(keys[i].name), keys[i].key);
        key_name(keys[i].key, &shown);
        assert_string_equal(buf_str(&shown), keys[i].shown);
        assert_int_equal(number(buf_str(&shown)), keys[i].key);
        buf_release(&shown);
    }
    assert_int_equal(number(""), 0);
    assert_int_equal(number("Strg+S"), 0);
    assert_int_equal(number("F13"), 0);
    assert_int_equal(number("Ctrl+"), 0);
}

static void letters_follow_their_place(void **state)
{
    (void)state;
    assert_int_equal(key_plain(KEY_ALT | 0x0438), KEY_ALT | 'b'); /* Cyrillic i is on the B key */
    assert_int_equal(key_plain(KEY_CTRL | 0x042B), KEY_CTRL | 's'); /* a capital too */
    assert_int_equal(key_plain(KEY_CTRL | 0x0456), KEY_CTRL | 's'); /* Ukrainian */
    assert_int_equal(key_plain(KEY_CTRL | 0x03C8), KEY_CTRL | 'c'); /* Greek psi is on the C key */
    assert_int_equal(key_plain(0x0438), 0x0438); /* what is typed stays what it is */
    assert_true(key_in("F2 Ctrl+S", KEY_CTRL | 0x044B));
    assert_false(key_in("F2 Ctrl+S", 0x044B));
}

/* Every key in the table can be pressed, and no two actions of one screen claim the same, unless one is general. */
static void table_has_sound_keys(void **state)
{
    (void)state;
    for (int i = 0; i < COMMANDS; i++) {
        for (const char *s = command_keys(&commands[i]); *s;) {
            size_t n = strcspn(s, " ");
            int key = key_number(s, n);
            if (!key)
                fail_msg("%s: no key '%.*s'", commands[i].name, (int)n, s);
            for (int j = i + 1; j < COMMANDS; j++) {
                unsigned both = commands[i].where & commands[j].where & ON_EVERY_SCREEN;
                bool general = (commands[i].where & ON_EVERY_SCREEN) == ON_EVERY_SCREEN ||
                               (commands[j].where & ON_EVERY_SCREEN) == ON_EVERY_SCREEN;
                if (both && !general && key_in(command_keys(&commands[j]), key))
                    fail_msg("%.*s is both %s and %s", (int)n, s, commands[i].name, commands[j].name);
            }
            s += n;
            s += strspn(s, " ");
        }
    }
}

/* doc/style.md, "Words on the screen": a plain letter is never needed. */
static void no_action_is_a_letter(void **state)
{
    (void)state;
    for (int i = 0; i < COMMANDS; i++) {
        int key = key_number(command_keys(&commands[i]), strcspn(command_keys(&commands[i]), " "));
        assert_false((key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z'));
    }
}

/* ---- bytes ---- */

static void feed(struct input *in, const char *bytes, size_t n)
{
    size_t room;
    char *to = input_room(in, &room);
    assert_true(n <= room);
    memcpy(to, bytes, n);
    input_took(in, n);
}

#define FEED(bytes) feed(&in, bytes, sizeof(bytes) - 1)

static void one_key(const char *bytes, int key)
{
    struct event e;
    /* at once, and byte by byte */
    for (int pieces = 0; pieces < 2; pieces++) {
        struct input in;
        input_init(&in);
        size_t n = strlen(bytes);
        for (size_t i = 0; i < n; i += pieces ? 1 : n) {
            if (i > 0)
                assert_false(input_next(&in, false, &e));
            feed(&in, bytes + i, pieces ? 1 : n);
        }
        assert_true(input_next(&in, false, &e));
        assert_int_equal(e.type, EVENT_KEY);
        assert_int_equal(e.key, key);
        assert_false(input_next(&in, true, &e));
        input_release(&in);
    }
}

static void sequences_of_many_terminals(void **state)
{
    (void)state;
    one_key("a", 'a');
    one_key("\u00e9", 0xE9);
    one_key("\U0001F600", 0x1F600);
    one_key("\x13", KEY_CTRL | 's');
    one_key("\x1a", KEY_CTRL | 'z');
    one_key("\r", K_ENTER);
    one_key("\n", K_ENTER);
    one_key("\x7f", K_BACKSPACE);
    one_key("\b", K_BACKSPACE);
    one_key("\t", K_TAB);
    one_key("\x1b[A", K_UP);
    one_key("\x1bOA", K_UP);
    one_key("\x1b[1;5C", KEY_CTRL | K_RIGHT);
    one_key("\x1b[1;3B", KEY_ALT | K_DOWN);
    one_key("\x1b[1;2P", KEY_SHIFT | K_F1);
    one_key("\x1b[5~", K_PAGE_UP);
    one_key("\x1b[6;5~", KEY_CTRL | K_PAGE_DOWN);
    one_key("\x1b[H", K_HOME);
    one_key("\x1b[1~", K_HOME);
    one_key("\x1b[7~", K_HOME);
    one_key("\x1b[3~", K_DELETE);
    one_key("\x1b[Z", K_BACK_TAB);
    one_key("\x1bOP", K_F1);
    one_key("\x1b[[A", K_F1);
    one_key("\x1b[11~", K_F1);
    one_key("\x1b[24~", K_F12);
    one_key("\x1b[21;2~", KEY_SHIFT | K_F10);
    one_key("\x1b[3^", KEY_CTRL | K_DELETE);
    one_key("\x1b[3$", KEY_SHIFT | K_DELETE);
    one_key("\x1bOa", KEY_CTRL | K_UP);
    one_key("\x1b[115;5u", KEY_CTRL | 's');
    one_key("\x1b[27;5;115~", KEY_CTRL | 's');
    one_key("\x1b[13;5u", KEY_CTRL | K_ENTER);
    one_key("\x1b\x1b[A", KEY_ALT | K_UP);
    one_key("\x1b" "2", KEY_ALT | '2');
    one_key("\x1b\u0438", KEY_ALT | 0x0438);
    one_key("\x1b\r", KEY_ALT | K_ENTER);
    one_key("\x1bOq", '1');
}

static void escape_alone_and_broken_sequences(void **state)
{
    struct input in;
    struct event e;
    (void)state;
    input_init(&in);
    FEED("\x1b");
    assert_false(input_next(&in, false, &e));
    assert_true(input_partial(&in));
    assert_true(input_next(&in, true, &e));
    assert_int_equal(e.key, K_ESCAPE);
    FEED("\x1b\x1b"); /* twice is twice */
    assert_true(input_next(&in, true, &e));
    assert_int_equal(e.key, K_ESCAPE);
    assert_true(input_next(&in, true, &e));
    assert_int_equal(e.key, K_ESCAPE);
    FEED("\x1b[1;"); /* cut short: types nothing */
    assert_false(input_next(&in, true, &e));
    FEED("\x1b[?64;1;2c\x1b[999~\x1b[<99;1;1Mx"); /* answers and keys nobody knows */
    assert_true(input_next(&in, false, &e));
    assert_int_equal(e.key, 'x');
    FEED("\xff\xc3(\x80y"); /* not UTF-8 */
    assert_true(input_next(&in, false, &e));
    assert_int_equal(e.key, '(');
    assert_true(input_next(&in, false, &e));
    assert_int_equal(e.key, 'y');
    input_learn(&in, "\x1b[@@", K_F11);
    FEED("\x1b[@@");
    assert_true(input_next(&in, false, &e));
    assert_int_equal(e.key, K_F11);
    input_release(&in);
}

static void paste_is_text(void **state)
{
    static const char bytes[] = "\x1b[200~one\r\ntwo\rthree\x13\x1b[Aq\xff\x1b[201~z";
    (void)state;
    for (size_t piece = 1; piece < sizeof bytes; piece++) {
        struct input in;
        struct event e = {0};
        bool pasted = false;
        int key = 0;
        input_init(&in);
        for (size_t i = 0; i < sizeof bytes - 1; i += piece) {
            feed(&in, bytes + i, i + piece < sizeof bytes ? piece : sizeof bytes - 1 - i);
            while (input_next(&in, false, &e)) {
                if (e.type == EVENT_PASTE) {
                    assert_string_equal(e.text, "one\ntwo\nthree[Aq\ufffd");
                    assert_false(e.cut);
                    pasted = true;
                } else {
                    key = e.key;
                }
            }
        }
        assert_true(pasted);
        assert_int_equal(key, 'z');
        input_release(&in);
    }
}

static void paste_has_a_limit_and_an_end(void **state)
{
    struct input in;
    struct event e;
    char chunk[1000];
    (void)state;
    memset(chunk, 'p', sizeof chunk);
    input_init(&in);
    FEED("\x1b[200~");
    for (int i = 0; i < 100; i++) {
        feed(&in, chunk, sizeof chunk);
        assert_false(input_next(&in, false, &e));
    }
    assert_true(input_partial(&in));
    assert_true(input_next(&in, true, &e)); /* its end never came */
    assert_int_equal(e.type, EVENT_PASTE);
    assert_int_equal(strlen(e.text), PASTE_LIMIT);
    assert_true(e.cut);
    FEED("k");
    assert_true(input_next(&in, false, &e));
    assert_int_equal(e.key, 'k');
    input_release(&in);
}

static void mouse_reports(void **state)
{
    struct input in;
    struct event e;
    (void)state;
    input_init(&in);
    FEED("\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<65;1;2M\x1b[M !\"");
    assert_true(input_next(&in, false, &e));
    assert_true(e.type == EVENT_MOUSE && e.mouse == MOUSE_PRESS && e.row == 4 && e.col == 9);
    assert_true(input_next(&in, false, &e));
    assert_true(e.type == EVENT_MOUSE && e.mouse == MOUSE_RELEASE);
    assert_true(input_next(&in, false, &e));
    assert_true(e.type == EVENT_MOUSE && e.mouse == MOUSE_WHEEL_DOWN && e.row == 1 && e.col == 0);
    assert_true(input_next(&in, false, &e)); /* the old form */
    assert_true(e.type == EVENT_MOUSE && e.mouse == MOUSE_PRESS && e.row == 1 && e.col == 0);
    input_release(&in);
}

/* Whatever bytes come: no endless loop, nothing outside the buffer, and every key is a number that exists. */
static void any_bytes_are_survived(void **state)
{
    uint32_t seed = 12345;
    (void)state;
    struct input in;
    input_init(&in);
    for (int round = 0; round < 20000; round++) {
        char bytes[64];
        size_t n = 1 + (seed >> 8) % sizeof bytes;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = (seed >> 16) % 3 ? "\x1b[O<;:0123456789~ABMmu^$@P"[(seed >> 20) % 26] : (char)(seed >> 24);
        }
        feed(&in, bytes, n);
        struct event e;
        int events = 0;
        while (input_next(&in, round % 3 == 0, &e)) {
            assert_true(++events <= 4096);
            if (e.type == EVENT_KEY)
                assert_true((e.key & ~(KEY_SHIFT | KEY_ALT | KEY_CTRL)) <= K_F12);
        }
        assert_true(in.n <= 128);
    }
    input_release(&in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_numbers_agree),
        cmocka_unit_test(letters_follow_their_place),
        cmocka_unit_test(table_has_sound_keys),
        cmocka_unit_test(no_action_is_a_letter),
        cmocka_unit_test(sequences_of_many_terminals),
        cmocka_unit_test(escape_alone_and_broken_sequences),
        cmocka_unit_test(paste_is_text),
        cmocka_unit_test(paste_has_a_limit_and_an_end),
        cmocka_unit_test(mouse_reports),
        cmocka_unit_test(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
