import { spawnSync } from "node:child_process";
import { join } from "node:path";

const bootstrap = join(import.meta.dirname, "../src/bootstrap.mjs");

test.each([[[]], [["strat"]], [["toString"]]])(
  "%j is answered with the commands there are, and exit code 2",
  (args) => {
    const { status, stderr } = spawnSync(process.execPath, [bootstrap, ...args], { encoding: "utf8" });
    expect(status).toBe(2);
    expect(stderr).toContain("Usage: npm start | npm test | npm run doctor");
  },
);
