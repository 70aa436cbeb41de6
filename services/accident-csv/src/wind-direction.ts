const points = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split(" ");

/** What the file's editions write, in the contract's words. */
const directions: ReadonlyMap<string, string> = new Map([
  ...points.map((point): [string, string] => [point, point]),
  ["NORTH", "N"],
  ["EAST", "E"],
  ["SOUTH", "S"],
  ["WEST", "W"],
  ["CALM", "calm"],
  ["VAR", "variable"],
  ["VARIABLE", "variable"],
]);

/** One of the 16 points, `calm` or `variable`; null for any other word. */
export function windDirectionOf(word: string): string | null {
  return directions.get(word) ?? directions.get(word.toUpperCase()) ?? null;
}
