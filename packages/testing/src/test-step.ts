import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { type Counts, noCounts, plus } from "./counts.ts";
import type { Failure } from "./failure.ts";
import { passedOnlyAgain, triedAgain, withSecondTry } from "./second-try.ts";
import { runStep, type Step } from "./step.ts";
import { type FileResults, readPackageResults, readResults, type TestTask } from "./test-results.ts";

export interface TestStep extends Step {
  readonly task: TestTask;
  /**
   * What Node runs to run these files of the package in this folder (below the root) once more. Left out where a
   * test depends on nothing but the code: there is no second try.
   */
  readonly again?: (folder: string, files: readonly string[]) => readonly string[];
}

export interface Outcome {
  readonly counts: Counts;
  readonly failures: readonly Failure[];
  /** What failed at first, and passed when it was tried again. */
  readonly onlyAgain: readonly Failure[];
}

/** Runs the tests of a step in all packages, and a few files that failed once more. Answers what they came to. */
export async function runTests(
  node: string,
  step: TestStep,
  root: string,
  env: Readonly<Record<string, string>>,
): Promise<Outcome> {
  const succeeded = await runStep(node, step, root, env);
  const first = readResults(root, step.task);
  const merged = succeeded ? first : withSecondTry(first, await runAgain(node, step, root, env, first));
  const counts = merged.reduce<Counts>(plus, noCounts);
  const failures = merged.flatMap(({ failures }) => failures);
  const onlyAgain = passedOnlyAgain(first, merged);
  // Something failed that no file of tests knows of.
  if (!succeeded && counts.failed === 0 && onlyAgain.length === 0) {
    const message = "it failed although no test did";
    return { counts: { ...counts, failed: 1 }, failures: [{ file: root, test: "", message }], onlyAgain };
  }
  return { counts, failures, onlyAgain };
}

async function runAgain(
  node: string,
  { name, again, task }: TestStep,
  root: string,
  env: Readonly<Record<string, string>>,
  first: FileResults[],
) {
  const second: FileResults[] = [];
  if (again === undefined) return second;
  for (const [folder, files] of triedAgain(root, first)) {
    rmSync(join(folder, "test-results", task.left), { force: true });
    const args = again(relative(root, folder), files);
    await runStep(node, { name: `${name}, once more`, args }, root, env);
    second.push(...readPackageResults(folder, task.left));
  }
  return second;
}
