/** Number of tints a line can have: told apart with any common colour blindness (tokens.css). */
export const TINTS = 8;
