import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of the test's own, which is gone when all its tests are done. */
export function scratch(): { readonly folder: string; file(name: string, content: string | Buffer): string } {
  const folder = mkdtempSync(join(tmpdir(), "csv-replay-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    folder,
    file: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}
