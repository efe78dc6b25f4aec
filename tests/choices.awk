# choices.awk: finds choices of fields that are written as bare strings, not as their constants (model/kinds.h).
#
#   awk -v also=" WORD WORD " -f choices.awk KIND.H KINDS.H FILE.c ...
#
# A text that only a choice has is found wherever it stands, "FIELD=CHOICE" and "--FIELD=CHOICE" too. The words of `also` are
# choices and something else as well, such as the name of an option: these are found where a record is read or written, where
# a constant of the field stands in the same line, and where a variable or member called like the field is compared. What is
# translated, the name of a JSON member, a column, an option or a command, and a word typed ({"absent", _("...")}) is no choice.
FILENAME ~ /\.h$/ {
    if ($1 != "#define" || $3 !~ /^"[a-z]/)
        next
    text = substr($3, 2, length($3) - 2)
    constant[text] = constant[text] " " $2
    field = substr($2, 1, length($2) - length(text) - 1)
    while (sub(/^[A-Z0-9]+_/, "", field)) { # MEMBERSHIP_MANDATE_STATUS: MANDATE_STATUS, STATUS
        assigned[tolower(field) "=" text] = $2
        fields[text] = fields[text] " " field
    }
    next
}

# Does the line treat the text as the choice of a field?
function is_about_field(line, text,   n, i, list) {
    gsub(/"([^"\\]|\\.)*"/, "", line)
    if (line ~ /record_(get|set|is|or)\(|RECORD_IS\(|change_set\(/)
        return 1
    n = split(fields[text], list, " ")
    for (i = 1; i <= n; i++)
        if (line ~ ("_" list[i] "([^A-Za-z_]|$)") || line ~ ("strcmp\\(([^,()]*[.>])?" tolower(list[i]) ","))
            return 1
    return 0
}

/^ *(\/?\*|#)/ { next }

{
    for (rest = $0; match(rest, /"([^"\\]|\\.)*"/); rest = substr(rest, RSTART + RLENGTH)) {
        before = substr($0, 1, length($0) - length(rest) + RSTART - 1)
        after = substr(rest, RSTART + RLENGTH)
        text = substr(rest, RSTART + 1, RLENGTH - 2)
        if (before ~ /(_\(|C_\("[^"]*", |(json|args)_[a-z]+\([^,]*, |sheet_column\([^,]*, |\.name = )$/ || (before ~ /[{]$/ && after ~ /^, N?C?_\(/))
            continue
        found = ""
        if (text in constant && (index(also, " " text " ") == 0 || is_about_field($0, text)))
            found = constant[text]
        sub(/^--/, "", text)
        if (text in assigned)
            found = " " assigned[text]
        if (found != "")
            print FILENAME ":" FNR " has the bare choice \"" text "\": write" found
    }
}
