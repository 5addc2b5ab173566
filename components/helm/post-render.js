#!/usr/bin/env node
"use strict";

// Helm's post-renderer: takes what the chart renders on standard input, and returns it mended. Helm starts it without
// Pulumi's loader: where the component isn't compiled yet, it is compiled here.

const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

try {
    if (existsSync(join(__dirname, "postRender.ts"))) {
        const compilerOptions = { module: "commonjs", moduleResolution: "node10", target: "es2020" };
        require("ts-node").register({ transpileOnly: true, skipProject: true, compilerOptions });
    }
    const { postRenderedManifest } = require("./postRender");
    process.stdout.write(postRenderedManifest(readFileSync(0, "utf8")));
} catch (error) {
    process.stderr.write(
        `The chart's objects can't be mended: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
}
