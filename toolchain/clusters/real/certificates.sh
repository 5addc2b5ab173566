# Keys and certificates of the cluster of real nodes, and the kubeconfigs that hold them.
# shellcheck shell=bash

# A cluster lives for hours.
CERTIFICATE_DAYS=365

# make_certificates FOLDER DOMAIN
make_certificates() {
    local folder=$1 kubernetes=kubernetes.default.svc
    mkdir -p "$folder"
    # A machine without OpenSSL has no configuration of OpenSSL either.
    printf '[req]\ndistinguished_name = name\n[name]\n' >"$folder/request.conf"
    make_key "$folder/ca"
    openssl req -config "$folder/request.conf" -x509 -new -key "$folder/ca.key" -subj "/CN=$NODES_NAME" -days "$CERTIFICATE_DAYS" -out "$folder/ca.crt" \
        -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
    make_key "$folder/service-accounts"
    openssl pkey -in "$folder/service-accounts.key" -pubout -out "$folder/service-accounts.pub"
    make_certificate "$folder" apiserver /CN=kube-apiserver serverAuth \
        "DNS:kubernetes,DNS:kubernetes.default,DNS:$kubernetes,DNS:$kubernetes.$2,IP:$NODE_ADDRESS,IP:$API_SERVICE_ADDRESS"
    make_certificate "$folder" kubelet-server "/CN=$NODE_NAME" serverAuth "DNS:$NODE_NAME,IP:$NODE_ADDRESS"
    make_certificate "$folder" admin /O=system:masters/CN=admin clientAuth
    make_certificate "$folder" apiserver-kubelet /O=system:masters/CN=apiserver-kubelet clientAuth
    make_certificate "$folder" kubelet "/O=system:nodes/CN=system:node:$NODE_NAME" clientAuth
    make_certificate "$folder" controller-manager /CN=system:kube-controller-manager clientAuth
    make_certificate "$folder" scheduler /CN=system:kube-scheduler clientAuth
    make_certificate "$folder" proxy /CN=system:kube-proxy clientAuth
    make_certificate "$folder" node-agent /CN=rig:node-agent clientAuth
}

make_key() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"; }

# make_certificate FOLDER NAME SUBJECT USAGE [ALTERNATIVE-NAMES]
make_certificate() {
    make_key "$1/$2"
    openssl req -config "$1/request.conf" -new -key "$1/$2.key" -subj "$3" |
        openssl x509 -req -CA "$1/ca.crt" -CAkey "$1/ca.key" -CAcreateserial -days "$CERTIFICATE_DAYS" -out "$1/$2.crt" \
            -extfile <(printf 'keyUsage=digitalSignature\nextendedKeyUsage=%s\n%s\n' "$4" "${5:+subjectAltName=$5}")
}

# make_kubeconfig FOLDER NAME FILE: writes the kubeconfig of the user whose certificate is NAME.
make_kubeconfig() {
    (
        umask 077
        cat >"$3" <<END_OF_KUBECONFIG
apiVersion: v1
kind: Config
clusters: [{ name: $NODES_NAME, cluster: { server: "$API_SERVER", certificate-authority-data: $(base64 -w 0 "$1/ca.crt") } }]
users: [{ name: $2, user: { client-certificate-data: $(base64 -w 0 "$1/$2.crt"), client-key-data: $(base64 -w 0 "$1/$2.key") } }]
contexts: [{ name: $NODES_NAME, context: { cluster: $NODES_NAME, user: $2 } }]
current-context: $NODES_NAME
END_OF_KUBECONFIG
    )
}
