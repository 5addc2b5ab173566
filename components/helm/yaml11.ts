import type { SchemaOptions } from "yaml";

/** YAML as Helm reads it: 1.1, in which more words than true and false are booleans, but whose times are texts. */
export const yaml11: SchemaOptions = {
    schema: "yaml-1.1",
    customTags: (tags) =>
        tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !tag.tag.endsWith(":timestamp"))),
};
