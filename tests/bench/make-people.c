/* make-people.c: people for the measurements (people.h), as a CSV file or as the table that nc-db shows.
 *
 *     make-people csv 100000 > people.csv      for `peerloom import person`: UTF-8, commas, CRLF, lists with ";"
 *     make-people db people.db 100000          table peer, 20 columns, with an index on the name
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "bench/people.h"

/* "Éva Kovač" to "eva.kovac": letters without their marks, others left out; "peer" when nothing is left (a name that is
 * not written in Latin). The number makes it one of a kind. */
static void email_make(const struct person *p, unsigned long i, char *out, size_t size)
{
    char name[160], local[64];
    size_t n = 0;
    utf8proc_uint8_t *plain = NULL;
    snprintf(name, sizeof name, "%s.%s", p->given, p->family);
    utf8proc_map((const utf8proc_uint8_t *)name, 0, &plain,
                 UTF8PROC_NULLTERM | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    for (const utf8proc_uint8_t *s = plain; s && *s && n + 1 < sizeof local; s++) {
        if ((*s >= 'a' && *s <= 'z') || (*s == '.' && n > 0))
            local[n++] = (char)*s;
    }
    while (n > 0 && local[n - 1] == '.')
        n--;
    local[n] = 0;
    snprintf(out, size, "%s.%lu@office.%s.example", n > 2 ? local : "peer", i + 1, p->domain);
    free(plain);
}

static void list_make(const char *const two[2], char *out, size_t size)
{
    snprintf(out, size, "%s%s%s", two[0], two[1] ? ";" : "", two[1] ? two[1] : "");
}

/* --- CSV -------------------------------------------------------------------------------------------------------- */

static void cell(const char *s, const char *end)
{
    if (strpbrk(s, ",\"\r\n")) {
        putchar('"');
        for (; *s; s++)
            *s == '"' ? fputs("\"\"", stdout) : putchar(*s);
        putchar('"');
    } else {
        fputs(s, stdout);
    }
    fputs(end, stdout);
}

static void csv_row(unsigned long i)
{
    struct person p;
    char email[128], challenges[80], offers[80], seeks[80], years[12];
    person_make(&p, i);
    email_make(&p, i, email, sizeof email);
    list_make(p.challenges, challenges, sizeof challenges);
    list_make(p.offers, offers, sizeof offers);
    list_make(p.seeks, seeks, sizeof seeks);
    snprintf(years, sizeof years, "%d", p.years);
    const char *const cells[] = {p.family,
                                 p.given,
                                 p.sex,
                                 email,
                                 p.phone,
                                 p.organisation,
                                 p.position_title,
                                 p.local_function,
                                 p.position_level,
                                 p.country,
                                 p.languages,
                                 p.profession,
                                 years,
                                 challenges,
                                 offers,
                                 seeks};
    size_t n = sizeof cells / sizeof *cells;
    for (size_t c = 0; c < n; c++)
        cell(cells[c], c + 1 < n ? "," : "\r\n");
}

static int make_csv(unsigned long people)
{
    fputs("family_name,given_name,sex,email,phone,organisation,position_title,local_function,position_level,country,"
          "languages,profession,years_of_service,challenges,offers,seeks\r\n",
          stdout);
    for (unsigned long i = 0; i < people; i++)
        csv_row(i);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fprintf(stderr, "make-people: cannot write: %s\n", strerror(errno));
        return 1;
    }
    return 0;
}

/* --- the table -------------------------------------------------------------------------------------------------- */

static const char schema[] =
    "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
    "CREATE TABLE peer("
    " id TEXT PRIMARY KEY NOT NULL, name TEXT, family_name TEXT, given_name TEXT, sex TEXT, email TEXT, phone TEXT,"
    " organisation TEXT, org_unit TEXT, country TEXT, position_title TEXT, local_function TEXT, position_level TEXT,"
    " languages TEXT, profession TEXT, years INTEGER, challenges TEXT, offers TEXT, seeks TEXT, source TEXT) STRICT";

static const char insert[] = "INSERT INTO peer VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

static void db_row(sqlite3_stmt *q, unsigned long i)
{
    struct person p;
    char id[48], name[160], email[128], challenges[80], offers[80], seeks[80], years[12];
    person_make(&p, i);
    email_make(&p, i, email, sizeof email);
    list_make(p.challenges, challenges, sizeof challenges);
    list_make(p.offers, offers, sizeof offers);
    list_make(p.seeks, seeks, sizeof seeks);
    snprintf(id, sizeof id, "%08lx-0000-7000-8000-%012lx", i / 64, i * 2654435761u % 0xfffffffffffu);
    snprintf(name, sizeof name, "%s %s", p.family, p.given);
    snprintf(years, sizeof years, "%d", p.years);
    const char *const cells[] = {id,
                                 name,
                                 p.family,
                                 p.given,
                                 p.sex,
                                 email,
                                 p.phone,
                                 p.organisation,
                                 "",
                                 p.country,
                                 p.position_title,
                                 p.local_function,
                                 p.position_level,
                                 p.languages,
                                 p.profession,
                                 years,
                                 challenges,
                                 offers,
                                 seeks,
                                 "invented"};
    for (int c = 0; c < 20; c++)
        sqlite3_bind_text(q, c + 1, cells[c], -1, SQLITE_STATIC);
    sqlite3_step(q);
    sqlite3_reset(q);
}

static int make_db(const char *file, unsigned long people)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *q = NULL;
    remove(file);
    bool ok = sqlite3_open(file, &db) == SQLITE_OK && sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_prepare_v2(db, insert, -1, &q, NULL) == SQLITE_OK;
    for (unsigned long i = 0; ok && i < people; i++)
        db_row(q, i);
    sqlite3_finalize(q);
    ok = ok &&
         sqlite3_exec(db, "CREATE INDEX peer_name ON peer(name COLLATE NOCASE, id); COMMIT", NULL, NULL, NULL) == 0;
    if (!ok)
        fprintf(stderr, "make-people: cannot make '%s': %s\n", file, sqlite3_errmsg(db));
    sqlite3_close(db);
    return ok ? 0 : 1;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "csv") == 0)
        return make_csv(strtoul(argv[2], NULL, 10));
    if (argc == 4 && strcmp(argv[1], "db") == 0)
        return make_db(argv[2], strtoul(argv[3], NULL, 10));
    fputs("usage: make-people csv PEOPLE > FILE.csv\n       make-people db FILE.db PEOPLE\n", stderr);
    return 2;
}
