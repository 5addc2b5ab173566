// @ts-check
"use strict";

/**
 * YAML as Helm reads it: 1.1, in which more words than true and false are booleans, but whose times are texts.
 *
 * @type {import("yaml").SchemaOptions}
 */
const yaml11 = {
    schema: "yaml-1.1",
    customTags: (tags) =>
        tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp"))),
};

module.exports = { yaml11 };
