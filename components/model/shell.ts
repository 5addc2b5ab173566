/** The text between single quotes: one word of a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
    return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** The text as one word of a POSIX shell: as it is where that means the same, else quoted. */
export function word(text: string): string {
    return /^[A-Za-z0-9@%+=:,./_-]+$/.test(text) ? text : quoted(text);
}
