/* workbench.h: a workbench in a temporary folder, for tests. */
#ifndef PEERLOOM_TESTS_WORKBENCH_H
#define PEERLOOM_TESTS_WORKBENCH_H

#include "model/kinds.h"
#include "store/store.h"

struct workbench {
    char folder[64];
    char path[96];
    struct model model;
    struct store *store;
};

/* A fresh folder, an empty workbench in it, open. Fails the test if anything goes wrong. */
void workbench_new(struct workbench *w);
void workbench_reopen(struct workbench *w); /* closes and opens again, as after a restart */
void workbench_free(struct workbench *w);   /* checks that projection and log agree, then removes the folder */
void workbench_throw_away(struct workbench *w); /* one that is damaged on purpose */

/* Gives all changes in the file the digests that fit, after a test has written into its log as another program might. */
void rechain(const char *path);

/* Creates a record in a change of its own; `pairs` is field, value, ... ended by -1. The id goes into out. */
void make(struct workbench *w, const struct kind *kind, char out[ID_SIZE], ...);
const struct kind *kind_of(struct workbench *w, enum kind_id id);

/* Sets one field in a change of its own. */
enum status set(struct workbench *w, const struct kind *kind, const char *id, int field, const char *value, struct error *e);

/* Fails the test unless the field shows that text. */
void expect_field(struct workbench *w, const struct kind *kind, const char *id, int field, const char *text);
void expect_sound(struct workbench *w);
void remove_folder(const char *path); /* with all that is in it */
void copy_file(const char *from, const char *to); /* over one that is there, as cp does */

#endif
