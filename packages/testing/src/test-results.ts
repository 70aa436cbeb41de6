import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Counts, noCounts, plus } from "./counts.ts";
import type { Failure } from "./failure.ts";

/** What one package left of one run. */
interface PackageResults extends Counts {
  readonly failures: readonly Failure[];
}

export interface TestResults {
  readonly counts: Counts;
  readonly failures: readonly Failure[];
}

/** Counts of an earlier run must not pass for those of this one. */
export function forgetResults(root: string): void {
  for (const folder of packageFolders(root))
    rmSync(join(folder, "test-results"), { recursive: true, force: true });
}

/**
 * Sum of what every package left in `test-results/<file>`. A run that failed although no test did
 * (a crash before the first, a package that does not start) counts as one failure.
 */
export function readResults(root: string, file: string, succeeded: boolean): TestResults {
  const left = packageFolders(root)
    .map((folder) => join(folder, "test-results", file))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")) as PackageResults);
  const counts = left.reduce<Counts>(plus, noCounts);
  return {
    counts: !succeeded && counts.failed === 0 ? { ...counts, failed: 1 } : counts,
    failures: left.flatMap(({ failures }) => failures),
  };
}

function packageFolders(root: string): string[] {
  return ["packages", "services"].flatMap((kind) =>
    readdirSync(join(root, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(root, kind, name)),
  );
}
