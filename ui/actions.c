/* actions.c: see actions.h. */
#include "ui/actions.h"

#include <stdlib.h>

#include "base/date.h"
#include "ui/prompt.h"

/* Long work begins: said before it, as nothing is drawn during it. */
static void one_moment(struct ui *ui)
{
    ui_say(ui, "one moment ...");
    ui_draw(ui);
    ui_present(ui);
}

/* Today by the frame's clock, so that tests know it. */
static void today(struct ui *ui, char out[DATE_SIZE])
{
    moment_day(ui->now(), out);
}

void action_export(struct ui *ui)
{
    static const char *const whom[] = {"Everything, for myself", "What the alliance may see",
                                       "What everyone may see: no names, no answers that are not open"};
    static const char *const whom_option[] = {"--for=owner", "--for=alliance", "--for=public"};
    static const char *const what[] = {"To take in again, here or on another computer: exact",
                                       "For a spreadsheet: opens in Excel and LibreOffice"};
    static const char *const what_option[] = {"--flavour=interchange", "--flavour=excel"};
    struct buf folder = BUF_INIT, out = BUF_INIT;
    char day[DATE_SIZE];
    int w = prompt_choice(ui, "Who will read it?", whom, 3, 0);
    int f = w < 0 ? -1 : prompt_choice(ui, "What is it for?", what, 2, 0);
    today(ui, day);
    buf_addf(&folder, "peerloom-export-%s", day);
    if (f >= 0 && prompt_line(ui, "Into which folder?", "It is made if it is not there.", &folder) && folder.len > 0) {
        buf_addf(&out, "--out=%s", buf_str(&folder));
        const char *words[] = {"all", buf_str(&out), whom_option[w], what_option[f]};
        one_moment(ui);
        ui_run(ui, CMD_EXPORT, words, 4, NULL);
    }
    buf_release(&folder);
    buf_release(&out);
}

void action_worksheet(struct ui *ui)
{
    static const char *const lens[] = {"For the facilitator", "For a peer to fill in"};
    static const char *const lens_option[] = {"--lens=facilitator", "--lens=peer"};
    const char *phases[PHASES];
    struct buf path = BUF_INIT, out = BUF_INIT, phase = BUF_INIT;
    for (int i = 0; i < PHASES; i++)
        phases[i] = phase_name(i);
    int p = prompt_choice(ui, "The questions of which phase?", phases, PHASES, 0);
    int l = p < 0 ? -1 : prompt_choice(ui, "Put to whom?", lens, 2, 0);
    buf_addf(&path, "worksheet-phase-%d.txt", p);
    if (l >= 0 && prompt_line(ui, "Into which file?", NULL, &path) && path.len > 0) {
        buf_addf(&out, "--out=%s", buf_str(&path));
        buf_addf(&phase, "--phase=%d", p);
        const char *words[] = {buf_str(&phase), lens_option[l], buf_str(&out)};
        ui_run(ui, CMD_WORKSHEET, words, 3, NULL);
    }
    buf_release(&path);
    buf_release(&out);
    buf_release(&phase);
}

void action_check(struct ui *ui)
{
    struct buf out = BUF_INIT;
    one_moment(ui);
    enum status s = ui_run(ui, CMD_CHECK, NULL, 0, &out);
    if (s == OK && out.len > 0)
        prompt_text(ui, "Check of the workbench", buf_str(&out));
    buf_release(&out);
}
