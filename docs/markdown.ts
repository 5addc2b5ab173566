/** One row of a Markdown table. */
export function row(...cells: string[]): string {
    const cell = (text: string) => text.replace(/\|/g, "\\|").replace(/<(\w+)>/g, "&lt;$1&gt;");
    return `| ${cells.map(cell).join(" | ")} |`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly string[]): string {
    return [row(...head), row(...head.map(() => "---")), ...rows].join("\n");
}
