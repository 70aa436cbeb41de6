import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resetState } from "../src/reset-state.ts";

// `npm start -- --reset` once deleted the folder that the first process was about to write its log to.
test("topics, schemas, documents, metrics and old logs are gone, and there is a place for new logs", () => {
  const folder = mkdtempSync(join(tmpdir(), "tributary-reset-"));
  for (const name of ["kafka", "registry", "mongo", "prometheus", "logs"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "old"), "");
  }
  resetState(folder);
  expect(existsSync(join(folder, "kafka"))).toBe(false);
  expect(existsSync(join(folder, "registry"))).toBe(false);
  expect(existsSync(join(folder, "mongo"))).toBe(false);
  expect(existsSync(join(folder, "prometheus"))).toBe(false);
  expect(readdirSync(join(folder, "logs"))).toEqual([]);
  rmSync(folder, { recursive: true });
});
