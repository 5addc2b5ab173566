/** A JSON pointer (RFC 6901) in which each name has at least one character. */
export const pointerExpression = /^(\/([^~/]|~[01])+)+$/;
