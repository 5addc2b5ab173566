# The copy of the Pulumi project in a workspace: Pulumi writes an encryptionsalt into a stack file, and the clone's own must
# stay as they are. The copy's Pulumi.yaml leads back to the program in the clone.
#
# A stack's configuration can change in two places: in the clone's file by an editor, in the copy by "pulumi config set". A
# third file, in synced/, has it as it was when both were last the same, and so tells who changed.
# shellcheck shell=bash

update_project() { with_project_lock update_project_files; }

update_project_files() {
    local name
    mkdir -p "$PROJECT" "$WORKSPACE/synced"
    { grep -v '^main:' Pulumi.yaml && echo "main: ../../../index.ts"; } | replace "$PROJECT/Pulumi.yaml"
    for name in $(stack_names); do update_stack_file "Pulumi.$name.yaml"; done
}

update_stack_file() {
    local original=$1 copy=$PROJECT/$1 synced=$WORKSPACE/synced/$1
    if [ ! -e "$copy" ] || { [ -e "$synced" ] && same_stack_file "$copy" "$synced"; }; then
        with_salt "$original" "$copy" "$synced" | replace "$copy"
        replace "$synced" <"$copy"
    elif [ -e "$synced" ] && same_stack_file "$original" "$synced"; then
        : # What was set in the copy stays in force.
    elif same_stack_file "$original" "$copy"; then
        replace "$synced" <"$copy"
    elif [ "$original" = "Pulumi.$STACK.yaml" ]; then
        stack_file_conflict "$original" "$copy"
    else
        say "note: $original and make's copy of it have both changed; a make command with that STACK says what to do."
    fi
}

stack_file_conflict() {
    show_difference "$2" "$1"
    fail "$1 and make's copy of it have both changed." \
        "The file: $ROOT/$1" \
        "The copy, which \"pulumi config set\" writes: $2" \
        "Bring what should be in force into the file, then remove the copy and try again: rm $(quoted "$2")"
}

# show_difference COPY ORIGINAL
show_difference() {
    local original=$2
    [ -e "$original" ] || original=/dev/null
    diff -u -L "the copy" -L "$2" "$1" "$original" | sed 's/^/  | /' >&2 || true
}

same_stack_file() { [ -e "$2" ] && [ "$(grep -v '^encryptionsalt:' "$1")" = "$(grep -v '^encryptionsalt:' "$2")" ]; }

# with_salt FILE OTHER…: the file, with the first encryptionsalt that it or one of the others has.
with_salt() {
    grep -v '^encryptionsalt:' "$1" || true
    cat "$@" 2>/dev/null | grep '^encryptionsalt:' | head -n 1 || true
}

# Pulumi formats a stack file anew when it adds the encryptionsalt to it; that would look like a change by the user.
keep_format_of_stack_file() { with_project_lock keep_format_around "$@"; }

keep_format_around() {
    local copy=$PROJECT/Pulumi.$STACK.yaml before=$WORKSPACE/stack-file-before
    cp "$copy" "$before"
    "$@"
    with_salt "$before" "$copy" | replace "$copy"
    rm "$before"
}

# Writes stdin to a file, which is either as before or complete, and untouched when nothing changes.
replace() {
    cat >"$1.new"
    if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}
