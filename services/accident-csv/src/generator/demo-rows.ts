/** Enough to look like the whole: half a million accidents, as the published sample has. */
export const demoRows = 500_000;
