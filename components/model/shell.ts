/** The text in single quotes: one word of a POSIX shell, whatever it contains. */
export function quoted(text: string): string {
    return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** The text as one word of a POSIX shell: quoted if necessary. */
export function word(text: string): string {
    return /^[A-Za-z0-9@%+=:,./_-]+$/.test(text) ? text : quoted(text);
}
