#!/usr/bin/env node
"use strict";

// Helm's post-renderer: reads the chart's manifest from standard input, and writes it with the overlay applied. Helm
// starts it without Pulumi's loader, so it compiles the component where that isn't compiled yet.

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
        `The overlay can't be applied to the chart: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    process.exitCode = 1;
}
