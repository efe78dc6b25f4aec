/* matching.h: one round of an alliance as the matching engine and the board see it: people in numbers, rules, what stands,
 * and what it is worth. Reads the store, asks the engine (src/match), and writes what was accepted as one change.
 *
 * Nothing of it is kept: it is read anew when the store has changed. Scores of pairs are worked out once and kept in a
 * matrix, so that what a move gains costs no more than a row of it.
 */
#ifndef PEERLOOM_ROUND_MATCHING_H
#define PEERLOOM_ROUND_MATCHING_H

#include "app/app.h"
#include "app/arg.h"
#include "base/arena.h"
#include "match/match.h"
#include "model/criteria.h"

enum { MATCHING_NONE = -1 };

/* Why somebody waits, in this order; READY: does not. */
enum readiness {
    READY,
    WAITS_STATUS,     /* neither selected nor attending */
    WAITS_WILLING,    /* not willing yet */
    WAITS_ENGAGED,
    WAITS_AUTHORISED, /* or the mandate has ended */
    WAITS_CAPACITY,   /* in as many pairs and groups as they can be */
    WAITS_LANGUAGE,   /* shares no language with anybody who is ready */
    WAITS_ABSENT,     /* a rule says so */
    WAITS_SEATS,      /* more people than seats: others waited longer */
    WAITS_KINDS
};

struct matching_person {
    char id[ID_SIZE];
    const char *name;   /* "Otieno, Grace" */
    const char *called; /* in a sentence: "Otieno", or "Grace Otieno" where several have that family name */
    struct profile profile;
    struct record record; /* of kind person */
    enum readiness readiness;
    bool unsure;     /* ready as far as known: something of willing, engaged, authorised is not known */
    bool pending_mandate; /* ready, but the mandate is only asked for */
    const char *from;/* organisation or country, whichever tells people apart; "" if not known */
    bool taking_part;/* selected or attending: belongs into the pool when in no arrangement */
    int time_for;    /* in how many pairs and groups at once they have time to be; -1: not said */
    int at_once;     /* in how many they are that have not ended, of all rounds */
    int capacity;    /* how many more they can be in, besides what a suggestion may change; -1: not said */
    int table;       /* the pair or group of this round that holds them (the first one), or MATCHING_NONE */
    int left_out;    /* rounds before this one in which they were in no arrangement though others were */
    int matches;     /* pairs and groups before this round */
};

/* Somebody in an arrangement: a card on the board. */
struct matching_place {
    int person;
    const char *role;       /* as stored */
    const char *role_words; /* "coach"; "" for a plain member */
};

/* An arrangement, of any round: a pair, a group, a column of the board. */
struct matching_table {
    char id[ID_SIZE];  /* "": the pool */
    int round;         /* 1 where none is given */
    const char *name, *form, *status; /* as stored */
    const char *facts; /* "Pair, published" */
    const char *state; /* "published"; "locked" */
    const char *challenge, *challenge_id; /* its name and id, "" */
    bool locked;  /* by the facilitator */
    bool published, ended;
    bool fixed;   /* suggestions leave it as it is: locked, published, ended, or coaching */
    bool beside;  /* an issue session, a study tour, the whole alliance: its people are free for pairs and groups besides */
    int *people, count; /* those in it who can be matched: below matching.count */
    struct matching_place *places; /* everybody in it */
    int place_count;
    size_t place_room;
};

/* A rule in words and in the engine's form, with the numbers of people. */
struct matching_rule {
    char record[ID_SIZE]; /* "" for one that follows from an earlier meeting */
    const char *words;    /* "Achieng and Barasa are never together (they compete for one post)": ask matching_rule_words() */
    const char *masked;   /* "Person 1 and Person 2 are never together" */
    bool dropped;         /* suggestions do as if it were not there */
    struct match_rule rule;
};

/* What is asked for. */
struct matching_wish {
    int least, most; /* 2 and 2: pairs */
    int rounds;
    enum match_aim aim;
    int seats;       /* 0: all */
    uint64_t seed;
    bool whoever;    /* everybody who takes part, ready or not */
    bool meet_again; /* people may be together who were before */
};

struct matching {
    struct app *app;
    struct arena *arena;
    bool masked; /* names become "Person 3" in all words (set by the screen, for privacy) */
    int round, last_round; /* the one that was read; the last in which there is an arrangement, 0 if there is none */
    struct criteria criteria;
    enum method method;
    struct matching_wish wish; /* what the round's record asks for, or usual values */
    bool demand_faces;         /* waiting lists also count who only faces a challenge */
    struct matching_person *people; /* of the alliance, by name: first those who can be matched */
    int count;    /* those: they have scores */
    int known;    /* for the board also the others: members beyond what can be matched, and whoever has a place without being one */
    int unread;   /* people who neither are selected nor attend, not matched since there are more than can be */
    bool refused; /* only for the board: it cannot be matched, for too many people or a library that cannot be read */
    int32_t *score; /* count x count */
    struct matching_table *arrangements; /* of all rounds, as the store lists them */
    int arrangement_count;
    struct matching_table **tables; /* those of this round; Pair 2 before Pair 10 */
    int table_count;
    struct matching_table pool;     /* who takes part and is in none of them */
    int *met; /* count x count: in how many earlier rounds they were together */
    struct matching_table **past; /* pairs and groups of earlier rounds, by round */
    int past_count;
    struct matching_rule *rules;
    int rule_count;
    struct dict challenges; /* name -> id, and id -> name */
    struct dict numbers;    /* id of a person -> number + 1 */
};

/* ---- read.c ---- */

/* Reads a round (0: the last one there is, or 1) of the open alliance. Release it in any case. ERR_INPUT where more people take
 * part than can be matched at once: nobody is left out for the letter their name begins with. */
enum status matching_read(struct matching *m, struct app *app, int round, struct error *e);
void matching_release(struct matching *m);
/* The same for the board: everybody is read, a round that is not there is the last one, and what keeps people from being matched
 * only does that: m->refused, and *e says why. */
enum status matching_read_board(struct matching *m, struct app *app, int round, struct error *e);
/* The person of that id who can be matched, MATCHING_NONE; and of all who were read. */
int matching_person(const struct matching *m, const char *id);
int matching_known(const struct matching *m, const char *id);
/* Works out all scores anew, after criteria.list[].weight was changed. */
void matching_weigh(struct matching *m);

/* ---- tables.c ---- */

/* The number among m->tables of the arrangement of that id, MATCHING_NONE. */
int matching_table(const struct matching *m, const char *id);
/* Whether the person is in it. */
bool matching_sits(const struct matching_table *t, int person);
/* The rounds there are, in order, and behind them the next one, still empty (only when there is any). Room for one more than there
 * are arrangements. */
size_t matching_rounds(const struct matching *m, int *numbers);
/* Pair 2 stands before Pair 10. */
bool matching_counts_before(const char *one, const char *other);

/* ---- wish.c: what is asked for, kept with the round ---- */

/* Takes "2" or "3-5" apart; false, with nothing changed, if it is neither, or no size of a group. */
bool matching_size(const char *text, int *least, int *most);
/* Is it something else than what the round's record asks for? */
bool matching_wishes(const struct matching *m, enum method method, const struct matching_wish *w);
/* A choice of MATCHING_METHOD or MATCHING_AIM with what it means: "Same stage of reform: people who ...". Appends. */
void matching_choice_words(const struct matching *m, int field, size_t choice, struct buf *out);
/* What the command match is given to keep it with the round: round, size, method, aim. The list lives as long as `given`. */
struct matching_given {
    struct arg_value list[6];
    char size[24];
};
/* What the command add is given to leave a person out of the round. */
void matching_absent_given(const struct matching *m, int person, struct matching_given *given);
void matching_wish_given(const struct matching *m, enum method method, const struct matching_wish *w, struct matching_given *given);

/* ---- value.c: what an arrangement is worth ---- */

int32_t matching_score(const struct matching *m, int a, int b);
/* The sum over all pairs of these people. */
int64_t matching_sum(const struct matching *m, const int *people, int count);
/* How well these people fit, 0 to 100: the mean over pairs, of the most two people could get. */
int matching_fit(const struct matching *m, int64_t sum, int count);
/* The mean fit of all who have a place in a pair or group of the round, 0 if nobody has. */
int matching_mean_fit(const struct matching *m);
/* What taking `person` to the people would add to their sum (or, being among them, what they are worth to it). */
int64_t matching_gain(const struct matching *m, int person, const int *people, int count);
/* What is against these people being together: rules broken, in words, one a line. Appends; returns how many. */
int matching_broken(const struct matching *m, const int *people, int count, struct buf *out);
/* Of these the facilitator's own rules, one after the other (nth: from 0), NULL behind the last. That two have met is none:
 * it is pointed out. */
const struct matching_rule *matching_broken_rule(const struct matching *m, const int *people, int count, int nth);

enum matching_flag {
    FLAG_POSITION = 1 << 0, /* nothing speaks for it but position and circumstances */
    FLAG_STAR = 1 << 1,     /* one only shows, the other only looks: nothing shared ("top of the index") */
    FLAG_MET = 1 << 2,      /* together in an earlier round */
    FLAG_LANGUAGE = 1 << 3, /* no common language: an interpreter is needed */
    FLAG_ISOLATED = 1 << 4, /* a group's only woman, man, or person of a country */
    FLAG_NO_SENIOR = 1 << 5,/* a group of officers and managers only */
    FLAG_ONE_UNIT = 1 << 6, /* a group from one organisation only */
};
unsigned matching_flags(const struct matching *m, const int *people, int count);
/* One line for each flag, with what to do; nobody is named. Appends. */
void matching_flag_words(unsigned flags, struct buf *out);
/* The same of these people, by name where it is not so of all: who is the only one, who meets again and when. Appends. */
void matching_remarks(const struct matching *m, const int *people, int count, struct buf *out);
/* The same of two who are not together, but could be. */
void matching_remarks_of_two(const struct matching *m, const int two[2], struct buf *out);

/* ---- words.c ---- */

/* What the person is called in a sentence; "Person 3" where names are masked. Appends. */
void matching_called(const struct matching *m, int person, struct buf *out);
/* "Otieno, Grace"; "Person 3" where names are masked. Appends. */
void matching_full_name(const struct matching *m, int person, struct buf *out);
const char *matching_rule_words(const struct matching *m, const struct matching_rule *rule);
/* The rule that says the opposite of "a and b must be (never be) together"; NULL: there is none. */
const struct matching_rule *matching_opposite(const struct matching *m, bool together, int a, int b);
/* "Achieng, Barasa and Otieno". Appends. */
void matching_names(const struct matching *m, const int *people, int count, struct buf *out);

/* Why these two? What speaks for it, part by part, what against it, and who would suit each best instead. Appends lines. */
void matching_why(const struct matching *m, int a, int b, struct buf *out);
/* "Both face contracts and budgets; Otieno offers what Muthoni seeks: payroll": the strongest parts, in a line. Appends. */
void matching_reasons(const struct matching *m, const int *people, int count, int most, struct buf *out);
/* What the person seeks that none of these people offers: up to `most` challenges; returns how many there are. */
size_t matching_unmet(const struct matching *m, int person, const int *people, int count, const char **texts, size_t most);
/* Why this person waits, "" if they do not. */
const char *matching_waits(enum readiness readiness);
/* The same for a card: "not authorised"; "" also where it follows from where the card is. */
const char *matching_waits_short(enum readiness readiness);

/* ---- solve.c ---- */

/* What the engine found, in people of the matching. */
struct suggestion {
    enum match_state state;
    int rounds;
    struct suggested {
        int round;   /* 0: the round that was read; 1: the next ... */
        int table;   /* of the standing ones, the one it becomes (most people in common), or MATCHING_NONE: a new one */
        int *people; /* by name */
        int count;
        bool changed;          /* differs from what stands */
        bool accepted;         /* true to begin with */
    } *groups;
    int count;
    int64_t score;    /* the sum over all pairs in all groups of these rounds, those that stay included */
    int64_t standing; /* the same of what stands in the round that was read */
    int64_t total;    /* what was to be as high as can be: score, less what meeting again costs, with what stays together */
    int64_t bound;    /* no arrangement has a higher total; INT64_MAX: not known */
    bool proved;      /* total is as high as can be, whoever waits */
    bool proved_of_seated; /* the same for those who have seats, where turns decided who has none */
    bool floor_open;  /* FAIREST: whether whoever gets least could get more is not known */
    bool pairs;
    enum match_aim aim;
    int kept, repeats;
    int broken; /* groups of the first round that break a rule: one with somebody who waits, or in what stays as it is */
    int alone;  /* people who are alone in what stays as it is */
    int *waiting; /* who is in none, and why: people[].readiness */
    int waiting_count;
    struct buf clash; /* MATCH_INFEASIBLE: the rules that cannot hold together, in words, one a line */
    int *clash_rules, clash_rule_count; /* their numbers among the matching's */
    bool sizes_alone; /* no rule is in it: that many people cannot be put into groups of those sizes */
    struct arena *arena;
};

/* How many people a suggestion would be about. */
int matching_takes_part(const struct matching *m);
/* Asks the engine about the wish. ERR_INPUT if there is nobody to match or the wish cannot be meant. */
enum status matching_solve(struct matching *m, const struct matching_wish *wish, const struct match_control *control,
                           struct suggestion *s, struct error *e);
/* For groups that were chosen otherwise: which of the standing ones each becomes, whether it changes. */
void matching_settle(const struct matching *m, struct suggestion *s);
void suggestion_release(struct suggestion *s);
/* As matching_remarks(), of a group of a suggestion: in a plan also who met in its earlier rounds. */
void suggestion_remarks(const struct matching *m, const struct suggestion *s, const struct suggested *g, struct buf *out);

/* ---- repair.c ---- */

/* Another arrangement, near to what was asked for, that keeps every rule. */
struct repair {
    bool found;
    bool some;                 /* rules with people who wait are not kept by it either */
    struct matching_wish wish; /* what to ask for instead */
    int without;               /* who is to be absent from the round; MATCHING_NONE */
    int fit;                   /* its mean fit */
    int before;                /* the mean fit where rules are not kept; -1: not known */
};
/* Looks for one where rules clash or are not kept: at most 14 searches of about a second. `control` can stop them (NULL: nobody
 * does); its effort is not read. */
void matching_repair(struct matching *m, const struct matching_wish *wish, const struct suggestion *s,
                     const struct match_control *control, struct repair *r);
/* "With 2 to 3 together all rules are kept: fit 45 (48 if not kept)." Appends. */
void repair_words(const struct matching *m, const struct matching_wish *wish, const struct repair *r, struct buf *out);
/* The command that asks for it. Appends. */
void repair_command(const struct matching *m, const struct matching_wish *wish, const struct repair *r, struct buf *out);

/* ---- again.c ---- */

/* A line for each round in which some of the group's people were together before, in an earlier round or in one of the same
 * plan: "Achieng and Barasa meet again: round 1 and round 3." Appends; returns how many lines. */
int suggestion_again(const struct matching *m, const struct suggestion *s, const struct suggested *g, struct buf *out);
/* The same for programs: calls with the round, and the people who were together in it. */
typedef void (*matching_again_fn)(void *data, int round, const int *people, int count);
void suggestion_each_again(const struct matching *m, const struct suggestion *s, const struct suggested *g, matching_again_fn fn,
                           void *data);

/* ---- suggestion.c ---- */

/* "Abdi, Mutua and Mwakio (Trio 2, without Kombo): 45 of 100". Appends. */
void suggestion_tell_group(const struct matching *m, const struct suggested *g, struct buf *out);
/* All of it: rules not kept, groups with reasons and remarks, wishes not met, who waits and why, the verdict. Appends lines. */
void suggestion_tell(const struct matching *m, const struct suggestion *s, struct buf *out);

/* ---- verdict.c ---- */

/* How far the total may be from the highest; INT64_MAX: not known, or nothing was found. */
int64_t suggestion_gap(const struct suggestion *s);
/* "This is the best possible. No other pairs score more." or "Within 0.4 % of the best possible."; before it, that a rule is
 * not kept. Appends. */
void suggestion_verdict(const struct suggestion *s, struct buf *out);
/* The accepted groups that are new, as the command match is given them: "ID,ID;ID,ID"; nothing if there are none. Appends. */
void suggestion_groups(const struct matching *m, const struct suggestion *s, struct buf *out);
/* The same without best at what, for a line where more follows. Appends. */
void suggestion_headline(const struct suggestion *s, struct buf *out);

/* ---- value.c ---- */

/* The mean fit, 0 to 100, of all who would have a place in the round; as it stands: matching_mean_fit(). */
int suggestion_mean_fit(const struct matching *m, const struct suggestion *s);

#endif
