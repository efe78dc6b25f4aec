/* Exporting: the same records come back, files are whole and private, and no audience gets what it may not see. */
#include "unit/cmocka-all.h"

#include <stdlib.h>
#include <string.h>

#include <dirent.h>
#include <signal.h>
#include <sodium.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk.h"

/* What is hard to carry in CSV, a terminal or a spreadsheet. */
static const char hostile[] = "=1+2\r\nsecond \"line\", with; all\n\n\xe2\x80\xae\x1b[31m'x' \xf0\x9f\x98\x80 ";

/* Two alliances with people who tell on each other: every text that somebody must not see has a word of its own. */
static void furnish(struct desk *d)
{
    char org[ID_SIZE], a[ID_SIZE], b[ID_SIZE], other[ID_SIZE], secret[ID_SIZE], c1[ID_SIZE], c2[ID_SIZE],
        group[ID_SIZE], alien[ID_SIZE];
    const char *here = d->app.alliance;
    desk_make(d, KIND_COLUMN, NULL, COLUMN_KIND, "person", COLUMN_NAME, "shoe_size", COLUMN_LABEL, "=Shoe", COLUMN_TYPE,
              "integer", -1);
    int shoe = kind_field(d->app.model.kinds[KIND_PERSON], "shoe_size");
    desk_make(d, KIND_ORGANISATION, org, ORGANISATION_NAME, "Ministry, \"Treasury\"", ORGANISATION_CONTACT,
              "CANARY-contact", -1);
    desk_make(d, KIND_ALLIANCE, other, ALLIANCE_NAME, "CANARY-other-alliance", FIELD_VISIBILITY, "alliance", -1);
    desk_make(d, KIND_PERSON, a, PERSON_FAMILY_NAME, "NAME-Otieno", PERSON_GIVEN_NAME, "-Grace", PERSON_EMAIL,
              "CANARY-a@example.org", PERSON_PHONE, "+254 700", PERSON_ORGANISATION, org, PERSON_NOTES, hostile,
              PERSON_LANGUAGES, "English;Swahili", PERSON_CONSENT_REPORT, "yes", shoe, "-7", -1);
    desk_make(d, KIND_PERSON, b, PERSON_FAMILY_NAME, "NAME-Ba", PERSON_EMAIL, "AGREED-b@example.org",
              PERSON_CONSENT_CONTACT, "yes", PERSON_CONSENT_REPORT, "yes", PERSON_NOTES, "CANARY-note", FIELD_VISIBILITY, "alliance", -1);
    desk_make(d, KIND_PERSON, secret, PERSON_FAMILY_NAME, "CANARY-secret", FIELD_VISIBILITY, "confidential", -1);
    desk_make(d, KIND_PERSON, alien, PERSON_FAMILY_NAME, "CANARY-alien", -1);
    desk_make(d, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, a, MEMBERSHIP_ALLIANCE, here, MEMBERSHIP_INCENTIVE,
              "CANARY-incentive", -1);
    desk_make(d, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, b, MEMBERSHIP_ALLIANCE, here, -1);
    desk_make(d, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, secret, MEMBERSHIP_ALLIANCE, here,
              MEMBERSHIP_MANDATE_REFERENCE, "CANARY-letter", -1);
    desk_make(d, KIND_MEMBERSHIP, NULL, MEMBERSHIP_PERSON, alien, MEMBERSHIP_ALLIANCE, other, -1);
    desk_make(d, KIND_CHALLENGE, c1, CHALLENGE_NAME, "Cash flow; late", CHALLENGE_ALLIANCE, here,
              CHALLENGE_POLITICAL_NOTES, "CANARY-political", -1);
    desk_make(d, KIND_CHALLENGE, c2, CHALLENGE_NAME, "CANARY-challenge", CHALLENGE_ALLIANCE, other, -1);
    desk_make(d, KIND_INTEREST, NULL, INTEREST_PERSON, a, INTEREST_CHALLENGE, c1, INTEREST_ROLE, "faces", -1);
    desk_make(d, KIND_INTEREST, NULL, INTEREST_PERSON, a, INTEREST_CHALLENGE, c2, INTEREST_ROLE, "faces", -1);
    desk_make(d, KIND_INTEREST, NULL, INTEREST_PERSON, secret, INTEREST_CHALLENGE, c1, INTEREST_ROLE, "offers", -1);
    desk_make(d, KIND_ARRANGEMENT, group, ARRANGEMENT_NAME, "Pair", ARRANGEMENT_ALLIANCE, here, ARRANGEMENT_FORM,
              "pair", -1);
    desk_make(d, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, a, PLACEMENT_ARRANGEMENT, group, -1);
    desk_make(d, KIND_PLACEMENT, NULL, PLACEMENT_PERSON, secret, PLACEMENT_ARRANGEMENT, group, PLACEMENT_ROLE, "coach",
              -1);
    desk_make(d, KIND_OBJECTIVE, NULL, OBJECTIVE_STATEMENT, "Negotiate", OBJECTIVE_ALLIANCE, here, OBJECTIVE_PERSON, a,
              OBJECTIVE_VIA_PERSON, secret, -1);
    desk_make(d, KIND_ACTION, NULL, ACTION_WHAT, "Ring", ACTION_ALLIANCE, here, ACTION_WHO, "NAME-who", -1);
    desk_make(d, KIND_ANSWER, NULL, ANSWER_ITEM, "1.2.b", ANSWER_ALLIANCE, here, ANSWER_TEXT, "Yes\n\nindeed ", -1);
    desk_make(d, KIND_ANSWER, NULL, ANSWER_ITEM, "0.1", ANSWER_ALLIANCE, here, ANSWER_TEXT, "CANARY-answer",
              FIELD_VISIBILITY, "confidential", -1);
}

static void export_to(struct desk *d, const char *what, const char *name, const char *option, const char *option2)
{
    struct error e;
    if (desk_export(d, &e, what, desk_path(d, "--out=", name), option ? option : "--lang=en", option2, NULL) != OK)
        fail_msg("%s (%s): %s", e.what, e.where, e.hint);
}

static void test_round_trip(void **state)
{
    (void)state;
    struct desk from, to;
    struct error e;
    char first[33], second[33];
    desk_new(&from, "Open budgets");
    furnish(&from);
    export_to(&from, "all", "out", "--for=owner", NULL);
    char files[40];
    snprintf(files, sizeof files, "in %zu files", from.app.model.count + 1); /* one a kind, and what describes them */
    expect_piece(buf_str(&from.app.message), files);
    expect_piece(buf_str(&from.app.message), "for you only");
    desk_new(&to, NULL);
    if (desk_import(&to, &e, "all", desk_path(&from, "", "out"), "--dry-run", NULL) != OK)
        fail_msg("%s (%s): %s\n%s", e.what, e.where, e.hint, to.output);
    assert_int_equal(desk_count(&to, KIND_PERSON), 0);
    if (desk_import(&to, &e, "all", desk_path(&from, "", "out"), NULL) != OK)
        fail_msg("%s (%s): %s\n%s", e.what, e.where, e.hint, to.output);
    desk_digest(&from, first);
    desk_digest(&to, second);
    assert_string_equal(first, second);
    export_to(&to, "all", "again", "--for=owner", NULL);
    for (size_t i = 0; i < to.app.model.count; i++) { /* byte for byte */
        char name[2][80];
        snprintf(name[0], sizeof name[0], "out/%s.csv", to.app.model.kinds[i]->plural);
        snprintf(name[1], sizeof name[1], "again/%s.csv", to.app.model.kinds[i]->plural);
        char *a = desk_read(&from, name[0]), *b = desk_read(&to, name[1]);
        assert_non_null(a);
        assert_string_equal(a, b);
        free(a);
        free(b);
    }
    assert_int_equal(desk_import(&to, &e, "all", desk_path(&from, "", "out"), NULL), OK); /* once more: nothing new */
    expect_piece(buf_str(&to.app.message), " 0 new, 0 changed");
    desk_digest(&to, second);
    assert_string_equal(first, second);
    desk_free(&from);
    desk_free(&to);
}

/* A workbench that knows a person under another id: what refers to the person comes to the one that is there. */
static void test_other_ids(void **state)
{
    (void)state;
    struct desk from, to;
    struct error e;
    desk_new(&from, "Open budgets");
    furnish(&from);
    export_to(&from, "all", "out", "--for=owner", NULL);
    desk_new(&to, NULL);
    desk_make(&to, KIND_PERSON, NULL, PERSON_FAMILY_NAME, "Achieng", PERSON_EMAIL, "canary-A@example.org", -1);
    assert_int_equal(desk_import(&to, &e, "all", desk_path(&from, "", "out"), "--mode=fill", NULL), OK);
    assert_int_equal(desk_count(&to, KIND_PERSON), 4);
    desk_expect(&to, KIND_PERSON, "Achieng, -Grace", PERSON_ALLIANCES, "Open budgets");
    desk_expect(&to, KIND_OBJECTIVE, "Negotiate", OBJECTIVE_PERSON, "Achieng, -Grace");
    assert_int_equal(desk_import(&to, &e, "all", desk_path(&from, "", "nowhere"), NULL), ERR_NOT_FOUND);
    desk_free(&from);
    desk_free(&to);
}

static void test_spreadsheet(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    char before[33], after[33];
    desk_new(&d, "Open budgets");
    furnish(&d);
    export_to(&d, "person", "out", "--flavour=excel", "--for=owner");
    char *text = desk_read(&d, "out/people.csv");
    assert_non_null(text);
    assert_memory_equal(text,
                        "\xef\xbb\xbf"
                        "ID,",
                        6);
    expect_piece(text, ",'=Shoe");
    expect_piece(text, ",'+254 700,\"Ministry, \"\"Treasury\"\"\",");
    expect_piece(text, ",'-Grace,");
    expect_piece(text, ",\"CANARY-challenge; Cash flow, late\",");
    free(text);
    /* a semicolon in a title is the one thing a list cannot carry; without it the file says nothing new */
    char id[ID_SIZE];
    desk_find(&d, KIND_CHALLENGE, "Cash flow; late", id);
    assert_int_equal(change_begin(d.app.store, "Rename", &e), OK);
    assert_int_equal(change_set(d.app.store, d.app.model.kinds[KIND_CHALLENGE], id, CHALLENGE_NAME, "Cash flow", &e),
                     OK);
    assert_int_equal(change_commit(d.app.store, &e), OK);
    export_to(&d, "person", "out", "--flavour=excel", "--for=owner");
    d.app.alliance[0] = '\0'; /* or those of the other alliance would join this one */
    desk_digest(&d, before);
    if (desk_import(&d, &e, "person", desk_path(&d, "", "out/people.csv"), NULL) != OK)
        fail_msg("%s: %s\n%s", e.what, e.hint, d.output);
    expect_piece(d.output, "4 rows: 4 same");
    desk_digest(&d, after);
    assert_string_equal(before, after);
    desk_free(&d);
}

/* All files of a folder, one after the other. */
static char *read_folder(struct desk *d, const char *folder)
{
    struct buf all = BUF_INIT;
    DIR *dir = opendir(desk_path(d, "", folder));
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir));) {
        char name[300];
        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        char *text = *entry->d_name == '.' ? NULL : desk_read(d, name);
        buf_adds(&all, text ? text : "");
        free(text);
    }
    closedir(dir);
    return buf_take(&all);
}

static size_t count_piece(const char *text, const char *piece)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, piece)); p += strlen(piece))
        n++;
    return n;
}

static void expect_audience(struct desk *d, const char *flavour, const char *audience, bool canaries, bool names,
                            bool agreed)
{
    char folder[40], secret[ID_SIZE];
    snprintf(folder, sizeof folder, "%s-%s", flavour + 10, audience + 6);
    export_to(d, "all", folder, flavour, audience);
    char *text = read_folder(d, folder);
    desk_find(d, KIND_PERSON, "CANARY-secret", secret);
    if (!canaries && strstr(text, "CANARY"))
        fail_msg("%s %s tells: %.60s", flavour, audience, strstr(text, "CANARY"));
    if (canaries)
        assert_true(count_piece(text, "CANARY") >= 11);       /* the words are there to be found */
    assert_int_equal(strstr(text, secret) != NULL, canaries); /* nor who they are by number */
    assert_int_equal(strstr(text, "NAME-") != NULL, names);
    assert_int_equal(strstr(text, "AGREED-b") != NULL, agreed);
    expect_piece(text, "Negotiate"); /* something is left */
    free(text);
}

static void test_audiences(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, "Open budgets");
    furnish(&d);
    static const char *const flavours[] = {"--flavour=interchange", "--flavour=excel"};
    for (size_t i = 0; i < 2; i++) {
        expect_audience(&d, flavours[i], "--for=owner", true, true, true);
        expect_audience(&d, flavours[i], "--for=alliance", false, true, true);
        expect_audience(&d, flavours[i], "--for=public", false, false, false);
    }
    /* unless said otherwise, what goes into a spreadsheet may be handed round */
    assert_int_equal(desk_export(&d, &e, "person", "--flavour=excel", NULL), OK);
    assert_null(strstr(d.output, "CANARY"));
    expect_piece(d.output, "NAME-Otieno");
    expect_piece(buf_str(&d.app.message), "for the alliance");
    d.app.alliance[0] = '\0';
    assert_int_equal(desk_export(&d, &e, "person", "--for=alliance", NULL), ERR_INPUT);
    assert_int_equal(desk_export(&d, &e, "person", "--for=everyone", NULL), ERR_USAGE);
    assert_int_equal(desk_export(&d, &e, "person", "--flavour=pdf", NULL), ERR_USAGE);
    assert_int_equal(desk_export(&d, &e, "all", NULL), ERR_USAGE);
    desk_free(&d);
}

static void test_package(void **state)
{
    (void)state;
    struct desk d;
    desk_new(&d, "Open budgets");
    furnish(&d);
    export_to(&d, "all", "out", "--for=owner", NULL);
    char *package = desk_read(&d, "out/datapackage.json");
    assert_non_null(package);
    for (size_t i = 0; i < d.app.model.count; i++) {
        char name[80], hex[2 * crypto_hash_sha256_BYTES + 1], line[120];
        unsigned char hash[crypto_hash_sha256_BYTES];
        snprintf(name, sizeof name, "out/%s.csv", d.app.model.kinds[i]->plural);
        char *text = desk_read(&d, name);
        assert_non_null(text);
        crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
        sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
        snprintf(line, sizeof line, "\"bytes\": %zu,\n      \"hash\": \"sha256:%s\"", strlen(text), hex);
        expect_piece(package, line);
        free(text);
    }
    expect_piece(package, "\"resource\": \"organisations\"");
    expect_piece(package, "\"audience\": \"owner\"");
    expect_piece(package, "\"name\": \"shoe_size\",\n            \"type\": \"integer\"");
    free(package);
    desk_free(&d);
}

static void test_files(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    struct stat st;
    desk_new(&d, "Open budgets");
    furnish(&d);
    export_to(&d, "person", "out", "--for=owner", NULL);
    assert_int_equal(stat(desk_path(&d, "", "out"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(stat(desk_path(&d, "", "out/people.csv"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    /* a link that somebody planted is replaced, and what it points to is left alone */
    desk_file(&d, "victim", "keep", 4);
    unlink(desk_path(&d, "", "out/people.csv"));
    assert_int_equal(symlink(desk_path(&d, "", "victim"), desk_path(&d, "", "out/people.csv")), 0);
    export_to(&d, "person", "out", "--for=owner", NULL);
    char *victim = desk_read(&d, "victim");
    assert_string_equal(victim, "keep");
    free(victim);
    assert_int_equal(lstat(desk_path(&d, "", "out/people.csv"), &st), 0);
    assert_true(S_ISREG(st.st_mode));
    /* somebody's own file is not written over */
    assert_int_equal(mkdir(desk_path(&d, "", "own"), 0700), 0);
    desk_file(&d, "own/people.csv", "mine", 4);
    assert_int_equal(desk_export(&d, &e, "all", desk_path(&d, "--out=", "own"), NULL), ERR_INPUT);
    expect_piece(e.what, "no export of this program");
    char *own = desk_read(&d, "own/people.csv");
    assert_string_equal(own, "mine");
    free(own);
    /* what was written for oneself must not lie beside what is handed on */
    export_to(&d, "all", "out", "--for=owner", NULL);
    assert_int_equal(desk_export(&d, &e, "person", desk_path(&d, "--out=", "out"), "--for=public", NULL), ERR_INPUT);
    expect_piece(e.what, "for another audience");
    export_to(&d, "all", "out", "--for=public", NULL);
    assert_int_equal(desk_export(&d, &e, "all", desk_path(&d, "--out=", "no/such/place"), NULL), ERR_IO);
    desk_free(&d);
}

/* The disk fills up in the middle: what an earlier export wrote is whole, nothing else is left. */
static void test_full(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    struct rlimit old, small = {20, 20};
    desk_new(&d, "Open budgets");
    furnish(&d);
    export_to(&d, "person", "out", "--for=owner", NULL);
    char *before = read_folder(&d, "out");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small.rlim_max = old.rlim_max;
    fflush(NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum status status = desk_export(&d, &e, "person", desk_path(&d, "--out=", "out"), "--for=owner", NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, ERR_FULL);
    assert_true(*e.hint);
    char *after = read_folder(&d, "out");
    assert_string_equal(before, after);
    DIR *dir = opendir(desk_path(&d, "", "out"));
    size_t files = 0;
    while (readdir(dir))
        files++;
    closedir(dir);
    assert_int_equal(files, 4); /* . .. people.csv datapackage.json */
    free(before);
    free(after);
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip), cmocka_unit_test(test_other_ids), cmocka_unit_test(test_spreadsheet),
        cmocka_unit_test(test_audiences),  cmocka_unit_test(test_package),   cmocka_unit_test(test_files),
        cmocka_unit_test(test_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
