# The stacks: their files Pulumi.NAME.yaml, and what is deployed of them.
# shellcheck shell=bash

stack_names() {
    local file
    for file in Pulumi.*.yaml; do
        [ -e "$file" ] || continue
        file=${file#Pulumi.}
        printf '%s\n' "${file%.yaml}"
    done
}

require_stack() {
    local name
    for name in $(stack_names); do [ "$name" != "$STACK" ] || return 0; done
    fail "STACK is '$STACK', but there is no such stack." "Allowed is one with a stack file: $(stack_names | tr '\n' ' ')"
}

# stack_file_sets FILE KEY…: succeeds when the file sets one of the keys.
stack_file_sets() {
    local file=$1 IFS="|"
    shift
    grep -qE "^[[:space:]]+[\"']?($*)[\"']?[[:space:]]*:" "$file"
}

# deployed_resources WORKSPACE [STACK]: prints "STACK COUNT PROTECTED" for each stack that has something deployed.
deployed_resources() { node toolchain/lib/deployed-resources.mjs "$1/state" ${2+"$2"}; }
