/* Importing: what becomes of every row, what is made, what is refused, and that a refusal changes nothing. */
#include "unit/cmocka-all.h"

#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>
#include <unistd.h>

#include "command/exchange/import.h"
#include "desk.h"

#define TEXT(literal) literal, sizeof(literal) - 1

static void import_people(struct desk *d, const char *bytes, size_t n, enum status wanted, struct error *e,
                          const char *option)
{
    const char *path = desk_file(d, "people-in.csv", bytes, n);
    enum status status = desk_import(d, e, "person", path, option, NULL);
    if (status != wanted)
        fail_msg("status %d: %s (%s): %s\n%s", (int)status, e->what, e->where, e->hint, d->output);
}

static void test_spreadsheet(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, "Open budgets");
    /* semicolons, Windows-1252, headers of another program, blank and empty rows */
    import_people(
        &d,
        TEXT("Surname;First name;E-mail;Phone;Institution;Faces;Offers;Favourite colour;Status\r\n"
             "Otieno;Grace;grace@example.org;'+254 700;Ministry of Finance;Cash flow; Gender budgets;blue;Selected\r\n"
             ";;;;;;;;\r\n\r\n"
             "Dos\xe9;Jos\xe9;;;ministry of finance;cash  FLOW; Audit;red;\r\n"),
        OK, &e, NULL);
    assert_int_equal(desk_count(&d, KIND_PERSON), 2);
    assert_int_equal(desk_count(&d, KIND_ORGANISATION), 1);
    assert_int_equal(desk_count(&d, KIND_CHALLENGE), 3);
    assert_int_equal(desk_count(&d, KIND_INTEREST), 4);
    assert_int_equal(desk_count(&d, KIND_MEMBERSHIP), 2);
    desk_expect(&d, KIND_PERSON, "Otieno, Grace", PERSON_ORGANISATION, "Ministry of Finance");
    desk_expect(&d, KIND_PERSON, "Otieno, Grace", PERSON_PHONE, "+254 700");
    desk_expect(&d, KIND_PERSON, "Dos\xc3\xa9, Jos\xc3\xa9", PERSON_CHALLENGES, "Cash flow");
    desk_expect(&d, KIND_PERSON, "Dos\xc3\xa9, Jos\xc3\xa9", PERSON_ALLIANCES, "Open budgets");
    desk_expect(&d, KIND_MEMBERSHIP, "Otieno, Grace", MEMBERSHIP_STATUS, "Selected");
    desk_expect(&d, KIND_MEMBERSHIP, "Dos\xc3\xa9, Jos\xc3\xa9", MEMBERSHIP_STATUS, "Invited");
    desk_expect(&d, KIND_CHALLENGE, "Audit", CHALLENGE_ALLIANCE, "Open budgets");
    expect_piece(d.output, "Windows-1252, semicolon");
    expect_piece(d.output, "Favourite colour: left out");
    expect_piece(d.output, "2 rows: 2 new; with them 1 Organisation and 3 Challenges");
    struct change_info info; /* one import is one undo */
    assert_int_equal(store_undo(d.app.store, &info, &e), OK);
    assert_string_equal(info.label, "Import 2 people from people-in.csv");
    assert_int_equal(desk_count(&d, KIND_PERSON) + desk_count(&d, KIND_ORGANISATION) + desk_count(&d, KIND_INTEREST),
                     0);
    desk_free(&d);
}

static const char known[] =
    "family_name,given_name,email,country,phone\nOtieno,Grace,grace@example.org,Kenya,\nBa,Awa,,Senegal,\n";

static void test_modes(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    static const char more[] = "family_name,given_name,email,country,phone\n"
                               "Otieno-Ali,Grace,GRACE@example.org,Uganda,123\nBa,Awa,,Senegal,\nNew,One,,Chad,\n";
    desk_new(&d, NULL);
    import_people(&d, TEXT(known), OK, &e, NULL);
    import_people(&d, TEXT(more), OK, &e, "--mode=skip");
    expect_piece(d.output, "3 rows: 1 new, 2 left");
    import_people(&d, TEXT(more), OK, &e, "--mode=fill"); /* the phone only */
    expect_piece(d.output, "1 changed, 2 same");
    desk_expect(&d, KIND_PERSON, "Otieno, Grace", PERSON_COUNTRY, "Kenya");
    desk_expect(&d, KIND_PERSON, "Otieno, Grace", PERSON_PHONE, "123");
    import_people(&d, TEXT("family_name,given_name,email,country,phone\nNobody,X,,,\nBa,Awa,,Mali,\n"), OK, &e,
                  "--mode=update");
    expect_piece(d.output, "2 rows: 1 changed, 1 left");
    assert_int_equal(desk_count(&d, KIND_PERSON), 3);
    import_people(&d, TEXT(more), OK, &e, NULL);
    expect_piece(d.output, "line 2: changed, Otieno-Ali, Grace: Family name, Email, Country");
    desk_expect(&d, KIND_PERSON, "Otieno-Ali, Grace", PERSON_COUNTRY, "Uganda");
    desk_expect(&d, KIND_PERSON, "Ba, Awa", PERSON_COUNTRY, "Senegal");
    char before[33], after[33];
    desk_digest(&d, before);
    import_people(&d, TEXT(more), OK, &e, NULL);
    expect_piece(d.output, "3 rows: 3 same");
    import_people(&d, TEXT("family_name,given_name,country\nBa,Awa,\n"), OK, &e,
                  NULL); /* empty: the file does not say */
    desk_digest(&d, after);
    assert_string_equal(before, after);
    assert_int_equal(desk_import(&d, &e, "person", "x.csv", "--mode=replace", NULL), ERR_USAGE);
    desk_free(&d);
}

static void test_recognising(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    char id[ID_SIZE];
    desk_new(&d, NULL);
    import_people(&d, TEXT(known), OK, &e, NULL);
    /* the same name with another address is another person; without one it cannot be said who is meant */
    import_people(&d,
                  TEXT("family_name,given_name,email\nOTIENO,gr\xc3\xa1"
                       "ce,other@example.org\n"),
                  OK, &e, NULL);
    expect_piece(d.output, "another one of this name");
    assert_int_equal(desk_count(&d, KIND_PERSON), 3);
    import_people(&d, TEXT("family_name,given_name,country\nOtieno,Grace,Togo\n"), ERR_INPUT, &e, NULL);
    expect_piece(d.output, "several records of People have this name");
    /* an id says it; a name without address takes the address */
    char text[200];
    desk_find(&d, KIND_PERSON, "Ba, Awa", id);
    int n = snprintf(text, sizeof text, "id,family_name,given_name\n%s,Ba,Awa Marie\n", id);
    import_people(&d, text, (size_t)n, OK, &e, NULL);
    desk_expect(&d, KIND_PERSON, "Ba, Awa Marie", PERSON_COUNTRY, "Senegal");
    import_people(&d, TEXT("family_name,given_name,email\nBa,Awa Marie,awa@example.org\n"), OK, &e, NULL);
    desk_expect(&d, KIND_PERSON, "Ba, Awa Marie", PERSON_EMAIL, "awa@example.org");
    assert_int_equal(desk_count(&d, KIND_PERSON), 3);
    /* numbers of another program are no ids of ours */
    import_people(&d, TEXT("id,family_name\n17,Solo\n"), OK, &e, NULL);
    expect_piece(d.output, "not those of a workbench");
    desk_free(&d);
}

static void test_doubles(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, NULL);
    import_people(&d,
                  TEXT("family_name,given_name,email,country\nA,B,a@example.org,Chad\nA,B,a@example.org,Chad\n"
                       "C,D,,Mali\nC,D,,Niger\nX,Y,A@EXAMPLE.ORG,Togo\n"),
                  ERR_REJECTED, &e, NULL);
    expect_piece(d.output, "line 3: same, A, B: the same as line 2");
    expect_piece(d.output, "line 5: rejected, C, D: the same Person as in line 4");
    expect_piece(d.output, "line 6: rejected, X, Y: the same Person as in line 2");
    assert_int_equal(desk_count(&d, KIND_PERSON), 2);
    desk_free(&d);
}

static const char bad[] = "family_name,given_name,email,sex,years_of_service,organisation\n"
                          "Fine,One,,female,3,Here\n"
                          ",Nameless,,,,There\n"
                          "Bad,Mail,no address,,,\n"
                          "Bad,Sex,,perhaps,,\n"
                          "Bad,Years,,,several,\n"
                          "Too,Many,,,,,cells\n";

static void test_rejects(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    char path[160], option[200];
    desk_new(&d, NULL);
    snprintf(path, sizeof path, "%s/rejects.csv", d.folder);
    snprintf(option, sizeof option, "--rejects=%s", path);
    import_people(&d, TEXT(bad), ERR_REJECTED, &e, option);
    expect_piece(e.what, "5 of 6 rows");
    expect_piece(e.hint, "rejects.csv");
    expect_piece(d.output, "line 3: rejected, column 1 (family_name): Family name may not be empty");
    expect_piece(d.output, "line 4: rejected, column 3 (email): Email must be an address, not 'no address'");
    expect_piece(d.output, "line 6: rejected, column 5 (years_of_service)");
    assert_int_equal(desk_count(&d, KIND_PERSON), 1);
    assert_int_equal(desk_count(&d, KIND_ORGANISATION), 1); /* none for a row that was rejected */
    char *text = desk_read(&d, "rejects.csv");
    assert_non_null(text);
    expect_piece(text, "organisation,line,reason\r\n");
    expect_piece(text, "Bad,Sex,,perhaps,,,5,\"'perhaps' is not a valid Sex: use one of female, male, other, unstated\"\r\n");
    expect_piece(text, "Too,Many,,,,,7,");
    assert_null(strstr(text, "Fine"));
    free(text);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    /* the file that is imported is not written over */
    const char *same = desk_file(&d, "people-in.csv", TEXT(bad));
    snprintf(option, sizeof option, "--rejects=%s", same);
    assert_int_equal(desk_import(&d, &e, "person", same, option, NULL), ERR_INPUT);
    expect_piece(e.what, "is the file that is being imported");
    desk_free(&d);
}

/* Everything that must leave the workbench as it was. */
static void test_nothing_changes(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    char before[33], after[33];
    static const struct {
        const char *bytes, *what;
    } files[] = {
        {"", "is empty"},
        {"family_name\n\"Open\n", "is not closed"},
        {"family_name\nx\"y\n", "quote inside a cell"},
        {"colour,size\nred,3\n", "no column of the file"},
        {"family_name,email\n,\nA,b\n", "all 1 rows"},
        {"family_name\nPK\x03\x04\xff\xfe\x81\n", "neither in UTF-8 nor"},
        {"family_name,alliances\nA,No such alliance\n", "all 1 rows"},
    };
    desk_new(&d, "Open budgets");
    import_people(&d, TEXT(known), OK, &e, NULL);
    desk_digest(&d, before);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        import_people(&d, files[i].bytes, strlen(files[i].bytes), ERR_INPUT, &e, NULL);
        expect_piece(e.what, files[i].what);
        assert_true(*e.hint);
        desk_digest(&d, after);
        assert_string_equal(before, after);
    }
    import_people(&d, TEXT("family_name,organisation\nNew,New office\n"), OK, &e, "--dry-run");
    expect_piece(d.output, "1 row: 1 new; with them 1 Organisation");
    expect_piece(buf_str(&d.app.message), "nothing was written");
    desk_digest(&d, after);
    assert_string_equal(before, after);
    import_people(&d, TEXT("family_name,organisation\nNew,New office\n"), OK, &e, NULL); /* the control */
    desk_digest(&d, after);
    assert_string_not_equal(before, after);
    assert_int_equal(desk_import(&d, &e, "person", "/nowhere.csv", NULL), ERR_NOT_FOUND);
    assert_int_equal(desk_import(&d, &e, "unicorn", "/nowhere.csv", NULL), ERR_INPUT);
    desk_free(&d);
}

static void test_mapping(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    char option[200];
    desk_new(&d, "Open budgets");
    snprintf(option, sizeof option, "--map=%s",
             desk_file(&d, "map.csv",
                       TEXT("header,field\nWho,family_name\n"
                            "Country,\nWhy,membership.notes\n")));
    import_people(&d, TEXT("WHO,Country,why\nDiallo,Mali,Asked to\n"), OK, &e, option);
    desk_expect(&d, KIND_PERSON, "Diallo", PERSON_COUNTRY, "");
    desk_expect(&d, KIND_MEMBERSHIP, "Diallo", MEMBERSHIP_NOTES, "Asked to");
    expect_piece(d.output, "Country: left out (left out by the mapping)");
    expect_piece(d.output, "why: Membership: Notes");
    import_people(&d, TEXT("Country\nMali\n"), ERR_INPUT, &e, option);
    expect_piece(e.what, "names a column 'Who'");
    snprintf(option, sizeof option, "--map=%s", desk_file(&d, "map.csv", TEXT("header,field\nWho,shoe_size\n")));
    import_people(&d, TEXT("Who\nA\n"), ERR_INPUT, &e, option);
    expect_piece(e.what, "names a field 'shoe_size'");
    desk_free(&d);
}

static void test_memberships(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, "First");
    import_people(&d, TEXT("family_name,mandate_status,mandate_by\nA,asked,\nB,,\n"), OK, &e, NULL);
    desk_expect(&d, KIND_MEMBERSHIP, "A", MEMBERSHIP_MANDATE_STATUS, "Asked for");
    import_people(&d, TEXT("family_name,mandate_status,mandate_by\nA,given,The Secretary\n"), OK, &e, NULL);
    expect_piece(d.output, "line 2: changed, A: Membership: Mandate, Membership: Mandate given by");
    desk_expect(&d, KIND_MEMBERSHIP, "A", MEMBERSHIP_MANDATE_BY, "The Secretary");
    /* another alliance: who is there already joins it, and stays in the first */
    desk_make(&d, KIND_ALLIANCE, d.app.alliance, ALLIANCE_NAME, "Second", -1);
    import_people(&d, TEXT("family_name\nA\n"), OK, &e, NULL);
    expect_piece(d.output, "line 2: changed, A: joins the alliance");
    desk_expect(&d, KIND_PERSON, "A", PERSON_ALLIANCES, "First, Second");
    /* a file that says itself which alliances */
    import_people(&d, TEXT("family_name,alliances\nC,First\nB,Second; First\n"), OK, &e, NULL);
    desk_expect(&d, KIND_PERSON, "C", PERSON_ALLIANCES, "First");
    desk_expect(&d, KIND_PERSON, "B", PERSON_ALLIANCES, "First, Second");
    assert_int_equal(desk_count(&d, KIND_MEMBERSHIP), 5);
    desk_free(&d);
}

static void test_other_kinds(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, "Open budgets");
    import_people(&d, TEXT("family_name\nA\nB\n"), OK, &e, NULL);
    const char *path =
        desk_file(&d, "o.csv", TEXT("statement,who learns,target\nNegotiate,A,3\nNegotiate,B,4\nX,Nobody,1\n"));
    assert_int_equal(desk_import(&d, &e, "objective", path, NULL), ERR_REJECTED);
    expect_piece(d.output, "2 new, 1 rejected"); /* the same words for two people are two objectives */
    expect_piece(d.output, "there is no Person 'Nobody'");
    desk_make(&d, KIND_COLUMN, NULL, COLUMN_KIND, "person", COLUMN_NAME, "shoe_size", COLUMN_LABEL, "Shoe size",
              COLUMN_TYPE, "integer", -1);
    import_people(&d, TEXT("family_name,shoe size\nA,43\n"), OK, &e, NULL);
    int field = kind_field(d.app.model.kinds[KIND_PERSON], "shoe_size");
    desk_expect(&d, KIND_PERSON, "A", field, "43");
    path = desk_file(&d, "i.csv", TEXT("person,challenge,role\nA,Audit,faces\nA,Audit,faces\nB,Audit,offers\n"));
    assert_int_equal(desk_import(&d, &e, "interest", path, NULL), OK);
    expect_piece(d.output, "2 new, 1 same");
    desk_expect(&d, KIND_PERSON, "B", PERSON_OFFERS, "Audit");
    desk_free(&d);
}

static void test_json(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, NULL);
    import_people(&d, TEXT("family_name,email\n\"A\"\"\x1b[2J\",\nB,x\n"), ERR_REJECTED, &e, "--json");
    expect_piece(d.output, "\"title\": \"A\\\"\\u001b[2J\"");
    expect_piece(d.output, "\"new\": 1,");
    expect_piece(d.output, "\"rejected\": 1,");
    expect_piece(d.output,
                 "\"reason\": \"Email must be an address, not 'x': write one address, such as name@example.org\"");
    assert_null(strchr(d.output, '\x1b'));
    desk_free(&d);
}

static void test_tags(void **state)
{
    (void)state;
    struct desk d;
    struct error e;
    desk_new(&d, NULL);
    import_people(&d, TEXT("family_name,country\n#contact+name,#country+name\nA,Mali\n"), OK, &e, NULL);
    assert_int_equal(desk_count(&d, KIND_PERSON), 1);
    desk_free(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spreadsheet), cmocka_unit_test(test_modes),       cmocka_unit_test(test_recognising),
        cmocka_unit_test(test_doubles),     cmocka_unit_test(test_rejects),     cmocka_unit_test(test_nothing_changes),
        cmocka_unit_test(test_mapping),     cmocka_unit_test(test_memberships), cmocka_unit_test(test_other_kinds),
        cmocka_unit_test(test_json),        cmocka_unit_test(test_tags),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
