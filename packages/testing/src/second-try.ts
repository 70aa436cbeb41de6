import { join, relative, sep } from "node:path";
import type { FileResults } from "./test-results.ts";

/** More than these are no accident of a busy machine. */
const mostFiles = 3;

/**
 * The files of tests to be run once more, by the folder of their package: those in which something failed, if they are
 * at most three. None when a package left no results, for what it would have found is not known.
 */
export function triedAgain(root: string, results: readonly FileResults[]): Map<string, string[]> {
  const failed = results.filter((file) => file.failed > 0).map(({ file }) => file);
  if (failed.length > mostFiles || failed.some((file) => !/\.test\.\w+$/.test(file))) return new Map();
  return Map.groupBy(failed, (file) => packageOf(root, file));
}

const packageOf = (root: string, file: string) => join(root, ...relative(root, file).split(sep).slice(0, 2));

/** The first run's results, with those of the second in place of them where a file was run again. */
export function withSecondTry(
  first: readonly FileResults[],
  second: readonly FileResults[],
): readonly FileResults[] {
  const anew = new Map(second.map((results) => [results.file, results]));
  return first.map((results) => anew.get(results.file) ?? results);
}

/** What failed in the first run, in files that passed as a whole in the second. */
export function passedOnlyAgain(
  first: readonly FileResults[],
  merged: readonly FileResults[],
): FileResults["failures"] {
  const passed = new Set(merged.filter(({ failed }) => failed === 0).map(({ file }) => file));
  return first.flatMap(({ file, failures }) => (passed.has(file) ? failures : []));
}
