/** One row of a Markdown table. */
export function row(...cells: string[]): string {
    // What stands in backticks is shown as it is.
    const cell = (text: string) => text.replace(/\|/g, "\\|").replace(/`[^`]*`|<(\w+)>/g, escaped);
    return `| ${cells.map(cell).join(" | ")} |`;
}

function escaped(match: string, tag: string | undefined): string {
    return tag === undefined ? match : `&lt;${tag}&gt;`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly string[]): string {
    return [row(...head), row(...head.map(() => "---")), ...rows].join("\n");
}
