import * as pulumi from "@pulumi/pulumi";

const gateway = new pulumi.StackReference("gateway", {
    name: `organization/rig/${new pulumi.Config().require("gatewayStack")}`,
});

export const endpoint = gateway.requireOutput("internalEndpoint");
export const replicas = gateway.requireOutput("replicas");
export const cookieSecret = gateway.requireOutput("cookieSecret");
export const target = gateway.requireOutput("target");
