import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

/** A test that failed, or a file of tests that could not be run: then `test` is empty. */
export interface Failure {
  /** Absolute path. */
  readonly file: string;
  readonly test: string;
  /** As Jest words it, perhaps coloured. */
  readonly message: string;
}

/** Enough to see what was expected; the rest stands where the test ran. */
const mostLines = 20;

/** Of a stack, these say how Jest came to the test. */
const isLibraryFrame = (line: string) => /^\s+at (new Promise \(|.*[/\\]node_modules[/\\])/.test(line);

/** Where, what and why, for the end of a log: paths below `root`, no colours, at most 20 lines of the reason, ours. */
export function failureText(root: string, { file, test, message }: Failure): string {
  const lines = stripVTControlCharacters(message)
    .trimEnd()
    .split("\n")
    .filter((line) => !isLibraryFrame(line));
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), "…"] : lines;
  return [
    relative(root, file),
    ...(test ? [`  ${test}`] : []),
    ...shown.map((line) => `    ${line}`.trimEnd()),
  ].join("\n");
}
