export { fittedTable } from "./fitted-table.ts";
export { type GenerateCommandOptions, generateCommand, type Streams, wholeOf } from "./generate-command.ts";
export { largestRemainder } from "./largest-remainder.ts";
export { SeededRandom } from "./seeded-random.ts";
export { shares } from "./shares.ts";
