# Names and addresses of the cluster of real nodes. They are fixed, so there is one such cluster on a machine.
# shellcheck shell=bash

# The kubeconfig context, the control group, and the machine's end of the link to the node.
NODES_NAME=rig-nodes
NODE_NAME=node-1

HOST_ADDRESS=10.243.0.1
NODE_ADDRESS=10.243.0.2
LINK_PREFIX=30
LOAD_BALANCER_CIDR=10.243.1.0/24
POD_CIDR=10.244.0.0/24
SERVICE_CIDR=10.96.0.0/16
API_SERVICE_ADDRESS=10.96.0.1
DNS_SERVICE_ADDRESS=10.96.0.10

API_PORT=6443
API_SERVER=https://$NODE_ADDRESS:$API_PORT
ETCD=http://127.0.0.1:2379
ETCD_PEER=http://127.0.0.1:2380

# The folders in which processes of the node see the state and the logs.
NODE_STATE=/run/rig
NODE_LOGS=/run/rig-logs
