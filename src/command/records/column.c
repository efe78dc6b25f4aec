#include "command/records/column.h"

#include "model/kinds.h"

enum status column_check(struct app *app, const struct record *r, struct error *e)
{
    const char *name = record_get(r, COLUMN_NAME);
    const struct kind *on = model_kind(&app->model, record_get(r, COLUMN_KIND));
    if (!on) {
        error_set(e, ERR_INPUT, "there is no kind of record '%s'", record_get(r, COLUMN_KIND));
        return error_hint(e, ERR_INPUT, "see 'peerloom kinds'");
    }
    if (!field_name_usable(name)) {
        error_set(e, ERR_INPUT, "'%s' cannot be the name of a column", name);
        return error_hint(e, ERR_INPUT, "use small letters, digits and underscores, such as shoe_size");
    }
    if (kind_field(on, name) >= 0)
        return error_set(e, ERR_INPUT, "a %s has a field '%s' already", on->label, name);
    if ((RECORD_IS(r, COLUMN_TYPE, CHOICE) || RECORD_IS(r, COLUMN_TYPE, CHOICES)) && !record_has(r, COLUMN_CHOICES)) {
        error_set(e, ERR_INPUT, "the column '%s' has no choices", name);
        return error_hint(e, ERR_INPUT, "name them: \"choices=yes=Agreed; no=Refused\"");
    }
    return OK;
}
