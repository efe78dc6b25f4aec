/* db.h: SQLite with our settings and our errors (doc/reliability.md, "Power cuts"). Internal to src/store. */
#ifndef PEERLOOM_STORE_DB_H
#define PEERLOOM_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"

/* "ploo": marks our files (PRAGMA application_id). */
#define DB_APPLICATION_ID 0x706c6f6f

struct trace;

struct db_statement {
    char *sql;
    sqlite3_stmt *stmt;
};

enum { DB_PATIENCE_MS = 5000 }; /* a write waits so long for another window that writes */

struct db {
    sqlite3 *sqlite;
    char *path;
    struct db_statement *cache; /* prepared statements by their text */
    size_t cached, cache_cap;
};

/* As the path: a database in memory. A user's file of that name is "./:memory:". */
#define DB_MEMORY ":memory:"

enum db_flag { DB_CREATE = 1, DB_READ_ONLY = 2 };

/* Opens with every setting of doc/reliability.md, "Opening a workbench". Links among the folders are followed, the file itself
 * must be none; a file of another program is refused before SQLite touches it (file.h). */
enum status db_open(struct db *db, const char *path, unsigned flags, struct error *e);
void db_close(struct db *db);
/* Every statement that ends from now on is a line of the trace: what it took, and its text with the names of its parameters,
 * never their values. A NULL trace: nothing. */
void db_trace(struct db *db, struct trace *trace);

/* Fills *e from SQLite's last error on this connection: what was tried, in our words, and what to do. */
enum status db_fail(struct db *db, const char *doing, struct error *e);

/* Runs SQL without parameters and rows; `sql` may hold several statements. */
enum status db_exec(struct db *db, const char *sql, const char *doing, struct error *e);

/* A prepared statement, reset, kept for the next time; bind every parameter anew; NULL on failure (db_fail tells). The text is
 * a constant or generated from the kinds; data only ever comes in through named parameters. */
sqlite3_stmt *db_prepare(struct db *db, const char *sql);
/* The same for a statement that is stepped while others run that may have the same text: one of its own then (*own), while
 * the kept one is busy. db_give_back() it. */
sqlite3_stmt *db_borrow(struct db *db, const char *sql, bool *own);
void db_give_back(sqlite3_stmt *stmt, bool own);
void db_forget_statements(struct db *db); /* after the tables have changed */

/* Binds a named parameter (":name"). Text is not copied: it must live until the statement is reset. NULL binds
 * NULL, and so does text longer than SQLite takes. */
void db_text(sqlite3_stmt *stmt, const char *name, const char *text);
void db_number(sqlite3_stmt *stmt, const char *name, int64_t n);
void db_number_or_null(sqlite3_stmt *stmt, const char *name, int64_t n); /* 0 binds NULL */

/* Steps a statement that gives no rows, and resets it. */
enum status db_run(struct db *db, sqlite3_stmt *stmt, const char *doing, struct error *e);
/* A column's text, "" for NULL. */
const char *db_column(sqlite3_stmt *stmt, int column);

/* Copies a column's bytes; all 0 unless there are exactly `size` of them, and false then. */
bool db_blob(sqlite3_stmt *stmt, int column, unsigned char *out, size_t size);

/* The number that a query of one row and one column gives; `otherwise` when it gives none or NULL. */
int64_t db_value(struct db *db, const char *sql, int64_t otherwise);

/* Appends an identifier in quotes. */
void sql_name(struct buf *sql, const char *name);

#endif
