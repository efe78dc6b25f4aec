/* ask.c: see ask.h. */
#include "ui/screens/ask.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/tr.h"
#include "ui/prompt.h"

bool pressed_in(const struct event *e, struct rect area)
{
    return e->type == EVENT_MOUSE && e->mouse == MOUSE_PRESS && e->row >= area.row && e->row < area.row + area.rows &&
           e->col >= area.col && e->col < area.col + area.cols;
}

/* A choice of one; the first line empties the field. */
static bool ask_choice(struct ui *ui, const struct field *field, const char *title, struct buf *out)
{
    const char **labels = xcalloc(field->choice_count + 1, sizeof *labels);
    labels[0] = _("(none)");
    for (size_t i = 0; i < field->choice_count; i++)
        labels[i + 1] = field->choices[i].label;
    int chosen = prompt_choice(ui, title, labels, field->choice_count + 1, 1);
    if (chosen > 0)
        buf_adds(out, field->choices[chosen - 1].name);
    free(labels);
    return chosen >= 0;
}

static bool ask_choices(struct ui *ui, const struct field *field, const char *title, struct buf *out)
{
    const char **labels = xcalloc(field->choice_count + 1, sizeof *labels);
    bool *chosen = xcalloc(field->choice_count + 1, sizeof *chosen);
    for (size_t i = 0; i < field->choice_count; i++)
        labels[i] = field->choices[i].label;
    bool done = prompt_choices(ui, title, labels, field->choice_count, chosen);
    for (size_t i = 0; i < field->choice_count; i++) {
        if (chosen[i])
            buf_addf(out, "%s%s", out->len > 0 ? ";" : "", field->choices[i].name);
    }
    free(labels);
    free(chosen);
    return done;
}

static bool ask_yesno(struct ui *ui, const char *title, struct buf *out)
{
    static const char *const values[] = {"", FIELD_YES, FIELD_NO};
    const char *const labels[] = {_("(none)"), _("Yes"), _("No")};
    int chosen = prompt_choice(ui, title, labels, 3, 1);
    if (chosen >= 0)
        buf_adds(out, values[chosen]);
    return chosen >= 0;
}

bool ask_value(struct ui *ui, const struct field *field, const char *title, struct buf *out)
{
    char id[ID_SIZE] = "";
    switch (field->type) {
    case FIELD_CHOICE:
        return ask_choice(ui, field, title, out);
    case FIELD_CHOICES:
        return ask_choices(ui, field, title, out);
    case FIELD_YESNO:
        return ask_yesno(ui, title, out);
    case FIELD_REFERENCE:
        if (!prompt_record(ui, title, field->reference, true, id))
            return false;
        buf_adds(out, id);
        return true;
    case FIELD_LINKS:
        return false;
    case FIELD_DATE:
        return prompt_plain_line(ui, title, _("A day such as 2026-03-31; an empty line empties the field."), out);
    default:
        return (field->flags & FIELD_PERSONAL ? prompt_line : prompt_plain_line)(
            ui, title, *field->hint ? field->hint : _("An empty line empties the field."), out);
    }
}
