/** Marks of TfL's stop list: <> underground, # rail, >R< pier, >T< tram, [DLR] and their broken forms. */
const marks = /<>|[<>](?:R|T|LOL)[<>]?|\[DLR\]?|[#<>[\]*]/g;
/** Says how to board, not where. */
const boarding = /^HAIL (?:&|AND) RIDE\s+/;
const abbreviations: Readonly<Record<string, string>> = {
  AVE: "Avenue",
  LN: "Lane",
  RD: "Road",
  STN: "Station",
};
const capitals = new Set(["BBC", "DLR", "II", "III", "RAF", "UCL"]);
const small = new Set(["and", "at", "by", "for", "in", "of", "on", "the", "to", "under", "upon", "with"]);

/** "MARBLE ARCH STATION <>" → "Marble Arch Station": a stop's name as people write it, without the list's marks. */
export function stopName(listed: string): string {
  const words = listed
    .replace(marks, " ")
    .trim()
    .replace(boarding, "")
    .replace(/\s+/g, " ")
    .trim()
    .split(" ");
  return words
    .map((word, index) =>
      isSmall(word) && (words[index - 1] ?? "/") !== "/" ? word.toLowerCase() : written(word),
    )
    .join(" ");
}

function isSmall(word: string): boolean {
  return small.has(word.toLowerCase());
}

function written(word: string): string {
  if (capitals.has(word)) return word;
  const long = abbreviations[word];
  if (long !== undefined) return long;
  return word
    .toLowerCase()
    .replace(/^(\W*)(\w)/, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/([-/(.&])(\w)/g, (_, before: string, letter: string) => before + letter.toUpperCase())
    .replace(/^([OD]['’])(\w)/, (_, before: string, letter: string) => before + letter.toUpperCase());
}
