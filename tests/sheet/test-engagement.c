/* test-engagement.c: a kind that one CSV of the facilitator's describes, with no C, on the screen: on Home, on the page of
 * the person, in the timeline, in the menu Go, in the action search, by its key; and, as the control, the same kind without
 * its flags on none of them. The command line and the accessible mode: tests/command/cli-engagement. */
#include "unit/cmocka-all.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "screen/stage.h"
#include "ui/go_kind.h"

static const char with_flags[] =
    "field,type,reference,flags,label::English (en),hint::English (en)\n"
    "engagements,kind,,%s,Engagement|Engagements,A visit or a call.\n"
    "name,text,,required title listed,Name,\n"
    "alliance,reference,alliance,required owner,Alliance,\n"
    "date,date,,listed due when,Date,\n"
    "host,reference,person,listed about,Host,\n"
    "guest,reference,person,listed about,Guest,\n";
static const char without[] =
    "field,type,reference,flags,label::English (en),hint::English (en)\n"
    "engagements,kind,,%s,Engagement|Engagements,A visit or a call.\n"
    "name,text,,required title listed,Name,\n"
    "alliance,reference,alliance,required owner,Alliance,\n"
    "date,date,,listed,Date,\n"
    "host,reference,person,listed,Host,\n"
    "guest,reference,person,listed,Guest,\n";

struct own {
    struct stage s;
    char folder[64];
};

static void new_own(struct own *o, const char *description, const char *flags)
{
    char path[128];
    strcpy(o->folder, "/tmp/peerloom-own-XXXXXX");
    assert_non_null(mkdtemp(o->folder));
    snprintf(path, sizeof path, "%s/peerloom", o->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/peerloom/kinds", o->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/peerloom/kinds/engagement.csv", o->folder);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    fprintf(f, description, flags);
#pragma GCC diagnostic pop
    fclose(f);
    stage_new_with(&o->s, o->folder);
    stage_command(&o->s, "add", "alliance", "name=Coast", NULL);
    stage_command(&o->s, "add", "person", "family_name=Otieno", "given_name=Grace", NULL);
    stage_command(&o->s, "add", "engagement", "name=Visit to Kisumu", "date=2026-03-05", "host=Otieno", NULL);
}

static void free_own(struct own *o)
{
    char path[128];
    static const char *const left[] = {"/peerloom/kinds/engagement.csv", "/peerloom/kinds", "/peerloom", ""};
    stage_free(&o->s);
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        snprintf(path, sizeof path, "%s%s", o->folder, left[i]);
        remove(path);
    }
}

static void plays(const char *description, const char *flags, const char *script)
{
    struct own o;
    new_own(&o, description, flags);
    go_kinds_check_keys(&o.s.app);
    stage_screen(&o.s, script, 30, 100);
    if (stage_play(&o.s) > 0)
        fail_msg("%s", o.s.text);
    free_own(&o);
}

static void home_says_that_it_is_due(void **state)
{
    (void)state;
    plays(with_flags, "", "expect Engagement: Visit to Kisumu\nexpect due in 3 days\n"
                          "keys <Tab><Enter>\nexpect Visit to Kisumu\nexpect Guest\n");
    plays(without, "", "expect What is next\nreject Kisumu\n");
}

static void it_is_on_the_page_of_the_person(void **state)
{
    (void)state;
    plays(with_flags, "", "keys <F4>otieno<Enter>\nexpect Engagement \nexpect Visit to Kisumu (Host, 2026-03-05)\nexpect Engagements\n"
                          "keys <End><Enter>\nexpect Host\nkeys <Enter>\nexpect Guest\n");
    plays(without, "", "keys <F4>otieno<Enter>\nexpect Otieno\nreject Kisumu\nreject Engagements\n");
}

static void it_is_in_the_timeline(void **state)
{
    (void)state;
    plays(with_flags, "", "keys <C-p>timeline<Enter>\nexpect Visit to Kisumu\nkeys <Enter>\nexpect Guest\n");
    plays(without, "", "keys <C-p>timeline<Enter>\nexpect Nothing has a day yet\nreject Kisumu\n");
}

static void go_and_action_search_find_it(void **state)
{
    (void)state;
    plays(with_flags, "", "keys <C-p>engag\nexpect Go: Engagements\nkeys <Enter>\nexpect Visit to Kisumu\n");
    plays(with_flags, "", "keys <F10><Right><Right><Right>e\nexpect Engagements\nkeys <Enter>\nexpect Visit to Kisumu\n");
    plays(without, "hidden", "keys <C-p>engag\nreject Go: Engagements\nkeys <Esc><F10><Right><Right><Right>\nreject Engagements\n");
}

static void its_key_opens_it(void **state)
{
    (void)state;
    plays(with_flags, "key=Alt+E", "reject Records\nkeys <A-e>\nexpect A visit or a call\nexpect Visit to Kisumu\n");
    plays(with_flags, "", "keys <A-e>\nexpect this key does nothing here\n");
}

static void a_key_that_is_taken_stays_with_its_owner(void **state)
{
    struct own o;
    static const char *const keys[] = {"key=Ctrl+Z", "key=x", "key=Hyper+Q"};
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        new_own(&o, with_flags, keys[i]);
        go_kinds_check_keys(&o.s.app);
        assert_string_equal(model_kind(&o.s.app.model, "engagement")->key, "");
        assert_non_null(strstr(buf_str(&o.s.app.notices), "Engagements"));
        free_own(&o);
    }
    plays(with_flags, "key=Ctrl+Z", "keys <C-z>\nexpect Undo\nreject A visit or a call\n");
}

static void nobody_is_named_while_names_are_hidden(void **state)
{
    (void)state;
    plays(with_flags, "", "keys <F12>\nreject Kisumu\nexpect Engagement\nkeys <F4><F12>otieno<Enter><F12>\nreject Otieno\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(home_says_that_it_is_due),
        cmocka_unit_test(it_is_on_the_page_of_the_person),
        cmocka_unit_test(it_is_in_the_timeline),
        cmocka_unit_test(go_and_action_search_find_it),
        cmocka_unit_test(its_key_opens_it),
        cmocka_unit_test(a_key_that_is_taken_stays_with_its_owner),
        cmocka_unit_test(nobody_is_named_while_names_are_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
