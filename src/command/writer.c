#include "command/writer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "command/audience/hits.h"
#include "command/guide/language.h"
#include "command/outputs.h"

struct writer {
    int to, from;
    pid_t process;
};

enum { MOST_VALUES = 32 };

/* A value on its way; its name, and its key and text if it has them, are among the texts. */
struct sent {
    long number;
    bool has_key, has_text, inside;
};

/* Texts follow, each with its NUL: the workbench's path, what was decided about names (hits_encode()), then of each value
 * its name, key and text. */
struct writer_request {
    enum command_id id;
    bool read_only;
    char alliance[ID_SIZE];
    char languages[28];
    struct sent values[MOST_VALUES];
    size_t count, bytes;
};

/* The message follows. */
struct writer_reply {
    enum status status;
    struct error e;
    size_t bytes;
};

/* ---- pipes ---- */

static bool send_all(int fd, const void *bytes, size_t n)
{
    for (const char *at = bytes; n > 0;) {
        ssize_t sent = write(fd, at, n);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        n -= (size_t)sent;
    }
    return true;
}

static bool receive_all(int fd, void *bytes, size_t n)
{
    for (char *at = bytes; n > 0;) {
        ssize_t got = read(fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool send_reply(int fd, enum status status, const struct error *e, const struct buf *message)
{
    struct writer_reply reply = {.status = status, .e = *e, .bytes = message->len};
    return send_all(fd, &reply, sizeof reply) && send_all(fd, buf_str(message), message->len);
}

/* ---- the process that writes ---- */

static enum status open_as_asked(struct app *app, const struct writer_request *r, struct error *e)
{
    enum status s = app_init(app, e);
    if (s == OK)
        s = app_open(app, r->read_only ? STORE_READ_ONLY : 0, e);
    if (s != OK)
        return s;
    memcpy(app->alliance, r->alliance, sizeof app->alliance);
    return language_use(app, r->languages, e);
}

/* A request as it was received. */
struct received {
    struct writer_request r;
    char *texts, *at; /* all, and the next one that was not read yet */
    const char *path, *decided;
    struct arg_value values[MOST_VALUES + 1];
    bool good;
};

static const char *next_text(struct received *in)
{
    const char *text = in->at;
    if (!in->good || in->at >= in->texts + in->r.bytes) {
        in->good = false;
        return "";
    }
    in->at += strlen(in->at) + 1;
    return text;
}

/* False when there is nobody to serve any more. */
static bool receive(struct received *in, int from)
{
    *in = (struct received){0};
    if (!receive_all(from, &in->r, sizeof in->r) || in->r.count > MOST_VALUES || in->r.id >= COMMANDS)
        return false;
    in->texts = in->at = xmalloc(in->r.bytes + 1);
    in->good = receive_all(from, in->texts, in->r.bytes);
    in->texts[in->r.bytes] = '\0';
    in->path = next_text(in);
    in->decided = next_text(in);
    for (size_t i = 0; i < in->r.count; i++) {
        const struct sent *s = &in->r.values[i];
        struct arg_value *v = &in->values[i];
        *v = (struct arg_value){.name = next_text(in), .number = s->number, .inside = s->inside};
        v->key = s->has_key ? next_text(in) : NULL;
        v->text = s->has_text ? next_text(in) : NULL;
    }
    return in->good;
}

/* One command, in a process of its own. */
static void carry_out(struct app *app, const struct received *in, int to)
{
    const char *outputs[MOST_OUTPUTS];
    struct args args;
    struct hits hits;
    struct error e = {0};
    app->db = in->path;
    hits_decode(&hits, in->decided);
    app->hits = &hits;
    args_init(&args, &commands[in->r.id]);
    for (size_t i = 0; i < in->r.count; i++)
        args_give(&args, in->values[i]);
    command_protect(app, false, outputs, command_outputs(&args, outputs));
    enum status s = open_as_asked(app, &in->r, &e);
    if (s == OK)
        s = command_run(app, in->r.id, args.values, &e);
    bool sent = send_reply(to, s, &e, &app->message);
    args_release(&args);
    app_release(app);
    hits_release(&hits);
    _exit(sent ? 0 : 1);
}

/* False when there is nobody to serve any more. */
static bool serve_one(struct app *app, int from, int to)
{
    struct received in;
    int ended = 1;
    bool good = receive(&in, from);
    pid_t child = good ? fork() : -1;
    if (child == 0)
        carry_out(app, &in, to);
    if (child > 0)
        while (waitpid(child, &ended, 0) < 0 && errno == EINTR)
            continue;
    free(in.texts);
    if (good && ended != 0) {
        struct error e = {0};
        error_set(&e, ERR_IO, "it was not written: the process that writes has ended");
        error_hint(&e, ERR_IO, "try again, or leave and start anew");
        return send_reply(to, ERR_IO, &e, &(struct buf)BUF_INIT);
    }
    return good;
}

/* It has nothing to do with the terminal, and what the terminal's keys say to the whole group is not for it. */
static void leave_terminal(void)
{
    int nothing = open("/dev/null", O_RDWR);
    for (int fd = 0; fd < 3 && nothing >= 0; fd++)
        dup2(nothing, fd);
    if (nothing > 2)
        close(nothing);
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGHUP, SIG_IGN); /* it ends when the pipe does, and not in the middle of a file */
    signal(SIGTERM, SIG_IGN);
}

_Noreturn static void serve(struct app *app, int from, int to)
{
    leave_terminal();
    app->to_terminal = false;
    while (serve_one(app, from, to))
        continue;
    _exit(0);
}

/* ---- the process that asks ---- */

void writer_start(struct app *app)
{
    int ask[2], answer[2];
    if (pipe2(ask, O_CLOEXEC) != 0)
        return;
    if (pipe2(answer, O_CLOEXEC) != 0) {
        close(ask[0]);
        close(ask[1]);
        return;
    }
    pid_t process = fork();
    if (process == 0) {
        close(ask[1]);
        close(answer[0]);
        serve(app, ask[0], answer[1]);
    }
    close(ask[0]);
    close(answer[1]);
    if (process < 0) {
        close(ask[1]);
        close(answer[0]);
        return;
    }
    app->writer = xmalloc(sizeof *app->writer);
    *app->writer = (struct writer){ask[1], answer[0], process};
}

static void add_text(struct buf *out, const char *text)
{
    if (text)
        buf_add(out, text, strlen(text) + 1);
}

static bool ask(struct app *app, const struct args *args)
{
    struct writer_request r = {.id = args->command->id, .count = args->count, .read_only = !store_writable(app->store)};
    struct buf text = BUF_INIT;
    memcpy(r.alliance, app->alliance, sizeof r.alliance);
    language_codes(app, r.languages, sizeof r.languages);
    add_text(&text, app->db);
    if (app->hits)
        hits_encode(app->hits, &text);
    buf_addc(&text, '\0');
    for (size_t i = 0; i < args->count && i < MOST_VALUES; i++) {
        const struct arg_value *v = &args->values[i];
        r.values[i] = (struct sent){v->number, v->key != NULL, v->text != NULL, v->inside};
        add_text(&text, v->name);
        add_text(&text, v->key);
        add_text(&text, v->text);
    }
    r.bytes = text.len;
    bool sent = args->count <= MOST_VALUES && send_all(app->writer->to, &r, sizeof r) && send_all(app->writer->to, buf_str(&text), text.len);
    buf_release(&text);
    return sent;
}

enum status writer_run(struct app *app, const struct args *args, struct error *e)
{
    struct writer_reply reply;
    if (!ask(app, args) || !receive_all(app->writer->from, &reply, sizeof reply)) {
        error_set(e, ERR_IO, "it was not written: the process that writes has ended");
        return error_hint(e, ERR_IO, "try again, or leave and start anew");
    }
    buf_clear(&app->message);
    buf_fill(&app->message, ' ', reply.bytes);
    if (reply.bytes)
        receive_all(app->writer->from, app->message.s, reply.bytes);
    if (e)
        *e = reply.e;
    return reply.status;
}

void writer_stop(struct app *app)
{
    if (!app->writer)
        return;
    close(app->writer->to);
    close(app->writer->from);
    while (waitpid(app->writer->process, NULL, 0) < 0 && errno == EINTR)
        continue;
    free(app->writer);
    app->writer = NULL;
}
