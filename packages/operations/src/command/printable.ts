/** Controls, and marks that turn the direction of what follows: poison may hold what moves a terminal's cursor. */
const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** One line that is safe to show. */
export const printable = (text: string): string => text.replace(unprintable, escaped);

/** The same for text of several lines, such as indented JSON, which stays the JSON it was. */
export const printableLines = (text: string): string => text.split("\n").map(printable).join("\n");
