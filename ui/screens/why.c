/* why.c: see why.h. */
#include "ui/screens/why.h"

#include "base/tr.h"
#include "ui/actions.h"
#include "ui/prompt.h"

void why_show(struct ui *ui, const struct matching *m, int one, int other)
{
    struct buf text = BUF_INIT;
    const int two[2] = {one, other};
    bool flagged = matching_flags(m, two, 2) & (FLAG_STAR | FLAG_POSITION);
    matching_why(m, one, other, &text);
    prompt_text(ui, _("Why these two?"), buf_str(&text));
    if (flagged) {
        const char *const ways[] = {_("Back"), _("Georgia: from Sweden to Estonia"), _("Botswana: adapting Hong Kong's model")};
        int chosen = prompt_choice(ui, _("Two stories about matches like this one"), ways, 3, 0);
        if (chosen > 0)
            action_visit(ui, "library", chosen == 1 ? ">case georgia-land" : ">case botswana-hong-kong");
    }
    buf_release(&text);
}
