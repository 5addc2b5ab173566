# The project's own agent on a real node, which enforces network policies and gives load balancers their addresses, and
# the program that holds a pod's namespaces open.
# shellcheck shell=bash
tool_title="node agent"
tool_minutes=1
tool_megabytes=300
tool_module=node-agent
tool_source=$NODE_AGENT_SOURCE

tool_fits() { false; }

tool_build() { go_build "$1/" "" ./cmd/node-agent ./cmd/pause; }
