# The copy of the Pulumi project in a workspace. Pulumi writes an encryptionsalt into a stack file, and the clone's stack
# files must not change. The copy's Pulumi.yaml points to the program in the clone.
#
# A stack's configuration can change in two places: an editor changes the clone's file, "pulumi config set" changes the
# copy. The folder synced/ has the last version that was the same in both places. So a comparison with it tells which one
# changed.
# shellcheck shell=bash

update_project() { with_project_lock update_project_files; }

update_project_files() {
    local name
    mkdir -p "$PROJECT" "$WORKSPACE/synced"
    { grep -v '^main:' Pulumi.yaml && echo "main: ../../../index.ts"; } | replace_file "$PROJECT/Pulumi.yaml"
    for name in $(stack_names); do update_stack_file "Pulumi.$name.yaml"; done
}

# update_stack_file NAME
update_stack_file() {
    local original=$1 copy=$PROJECT/$1 synced=$WORKSPACE/synced/$1
    if [ ! -e "$copy" ] || { [ -e "$synced" ] && same_stack_file "$copy" "$synced"; }; then
        with_salt "$original" "$copy" "$synced" | replace_file "$copy"
        replace_file "$synced" <"$copy"
    elif [ -e "$synced" ] && same_stack_file "$original" "$synced"; then
        : # Only the copy has changed, and it stays in force.
    elif same_stack_file "$original" "$copy"; then
        replace_file "$synced" <"$copy"
    elif [ "$original" = "Pulumi.$STACK.yaml" ]; then
        fail_stack_file_conflict "$original" "$copy"
    else
        say "note: $original and make's copy of it have both changed; a make command with that STACK says what to do."
    fi
}

# fail_stack_file_conflict ORIGINAL COPY
fail_stack_file_conflict() {
    show_difference "$2" "$1"
    fail "$1 and make's copy of it have both changed." \
        "The file: $ROOT/$1" \
        "The copy, which \"pulumi config set\" writes: $2" \
        "Bring what should be in force into the file, then remove the copy and try again: rm $(shell_quote "$2")"
}

# show_difference COPY ORIGINAL
show_difference() {
    local original=$2
    [ -e "$original" ] || original=/dev/null
    diff -u -L "the copy" -L "$2" "$1" "$original" | sed 's/^/  | /' >&2 || true
}

# same_stack_file FILE OTHER: the encryptionsalt makes no difference.
same_stack_file() { [ -e "$2" ] && [ "$(grep -v '^encryptionsalt:' "$1")" = "$(grep -v '^encryptionsalt:' "$2")" ]; }

# with_salt FILE OTHER…: prints the file, with the first encryptionsalt that one of the files has.
with_salt() {
    grep -v '^encryptionsalt:' "$1" || true
    cat "$@" 2>/dev/null | grep '^encryptionsalt:' | head -n 1 || true
}

# keep_format_of_stack_file COMMAND…: runs a command of Pulumi and restores the format of the stack file. Pulumi formats the
# file when it adds the encryptionsalt, and the new format would look like a change by the user.
keep_format_of_stack_file() { with_project_lock run_and_restore_format "$@"; }

run_and_restore_format() {
    local copy=$PROJECT/Pulumi.$STACK.yaml before=$WORKSPACE/stack-file-before
    cp "$copy" "$before"
    "$@"
    with_salt "$before" "$copy" | replace_file "$copy"
    rm "$before"
}

# replace_file FILE: writes stdin to the file in one step, and leaves a file with the same content untouched.
replace_file() {
    cat >"$1.new"
    if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}
