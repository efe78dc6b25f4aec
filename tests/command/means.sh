# means.sh: what the tests of the command line have in common; read in by them with ".". Data must go to standard output,
# words to standard error, and the exit code tells a script how it went: 0 done, 1 failed, 2 wrong usage, 3 done but some
# rows were rejected.
#
# The program is named by the environment variable PEERLOOM. Needs sqlite3, which judges whether JSON is JSON.
set -u

: "${PEERLOOM:?say where the program is}"
work=$(mktemp -d "${TMPDIR:-/tmp}/peerloom-cli.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
HOME=$work XDG_DATA_HOME=$work/data LC_ALL=C.UTF-8
export HOME XDG_DATA_HOME LC_ALL
unset ACCESSIBLE
out=$work/out err=$work/err db=$work/one.db
passed=0 failed=0 name='' fine=1

# begin NAME ... end: one test. What does not hold is told at once; the test goes on.
begin() {
    name=$1 fine=1
    echo "[ RUN      ] $name"
}

end() {
    if [ $fine = 1 ]; then
        passed=$((passed + 1)); echo "[       OK ] $name"
    else
        failed=$((failed + 1)); echo "[  FAILED  ] $name"
    fi
}

problem() {
    echo "    $*"
    fine=0
}

# run CODE WORD...: runs the program on $db and expects that exit code.
run() {
    expected=$1
    shift
    last="$*"
    "$PEERLOOM" --db "$db" "$@" >"$out" 2>"$err" </dev/null
    code=$?
    [ $code = "$expected" ] || { problem "peerloom $last: exit code $code, not $expected"; sed 's/^/      /' "$err"; }
}

says() { grep -qF -- "$1" "$err" || { problem "peerloom $last: does not say '$1', but:"; sed 's/^/      /' "$err"; }; }
gives() { grep -qF -- "$1" "$out" || { problem "peerloom $last: does not give '$1', but:"; head -20 "$out" | sed 's/^/      /'; }; }
gives_no() { if grep -qF -- "$1" "$out"; then problem "peerloom $last: gives '$1'"; fi; }
gives_lines() { n=$(wc -l <"$out"); [ "$n" -eq "$1" ] || problem "peerloom $last: gives $n lines, not $1"; }
gives_nothing() { [ ! -s "$out" ] || problem "peerloom $last: writes to standard output"; }
same() { cmp -s "$1" "$2" || { problem "$1 and $2 differ:"; diff "$1" "$2" | head -10 | sed 's/^/      /'; }; }
differs() { if cmp -s "$1" "$2"; then problem "$1 and $2 are the same"; fi; }

# query SQL: about the JSON in $out, which is called j
query() { sqlite3 :memory: "with t(j) as (select readfile('$out')) $1"; }
# json [PATH VALUE]: what was given is JSON, with that value there
json() {
    [ "$(query 'select json_valid(j) from t')" = 1 ] || { problem "peerloom $last: gives no JSON"; return; }
    [ $# = 0 ] && return
    value=$(query "select json_extract(j, '$1') from t")
    [ "$value" = "$2" ] || problem "peerloom $last: $1 is '$value', not '$2'"
}

# An error on the command line: nothing on standard output, one line with the program's name on the other.
refuses() {
    run "$@"
    gives_nothing
    says 'peerloom: '
    [ "$(wc -l <"$err")" -eq 1 ] || problem "peerloom $last: says more or less than one line"
}

kept() { # FILE: everything in the workbench, for comparing
    rm -rf "$work/kept"
    "$PEERLOOM" --db "$db" export all --for=owner --out="$work/kept" >/dev/null 2>&1 || problem "cannot export $db"
    (cd "$work/kept" && cat ./*.csv) >"$1"
}

fresh() { # FILE: a workbench of its own with an alliance
    db=$work/$1
    rm -rf "$db" "$db"-*
    run 0 add alliance name=Roads
}

# What all tests of a file came to.
finish() {
    echo "[==========] $((passed + failed)) test(s) run."
    echo "[  PASSED  ] $passed test(s)."
    [ "$failed" = 0 ] || { echo "[  FAILED  ] $failed test(s)."; exit 1; }
}
