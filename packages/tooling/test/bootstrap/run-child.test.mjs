import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

const runChild = join(import.meta.dirname, "../../src/bootstrap/run-child.mjs");

/** A process that runs `script` through runChild and ends with its answer. */
const parent = (script) => [
  "--input-type=module",
  "--eval",
  `import { runChild } from ${JSON.stringify(runChild)};
   process.exitCode = await runChild(process.execPath, ["--eval", ${JSON.stringify(script)}]);`,
];

test.each([
  ["process.exit(0)", 0],
  ["process.exit(78)", 78],
  ["process.kill(process.pid, 'SIGKILL')", 137],
])("the exit code of %s is %d", (script, code) => {
  expect(spawnSync(process.execPath, parent(script)).status).toBe(code);
});

test("a program that is not there is an error with its code", () => {
  const script = `import { runChild } from ${JSON.stringify(runChild)};
    await runChild("no-such-program", []).catch((error) => process.stdout.write(error.code));`;
  expect(
    spawnSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" }).stdout,
  ).toBe("ENOENT");
});

test("what a program says can be heard instead of shown", async () => {
  const script = `import { runChild } from ${JSON.stringify(runChild)};
    let said = "";
    const code = await runChild(process.execPath, ["--eval", "console.log('out'); console.error('err'); process.exit(3)"], {}, (text) => { said += text; });
    process.stdout.write(JSON.stringify([code, said.split("\\n").sort()]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", script], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual([3, ["", "err", "out"]]);
});

test.each(["SIGTERM", "SIGINT", "SIGHUP"])(
  "%s reaches the child once, and we end after it, with its code",
  async (signal) => {
    const script = `
    process.on("${signal}", () => { console.log("${signal}"); setTimeout(() => process.exit(7), 100); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
    const child = spawn(process.execPath, parent(script), { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said === "ready\n") child.kill(signal);
    });
    const [code] = await once(child, "close");
    expect([code, said]).toEqual([7, `ready\n${signal}\n`]);
  },
);

test("when npm's shell dies between npm and us, the child is asked to stop", async () => {
  const script = `
    process.on("SIGTERM", () => { console.log("stopped"); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log("ready");`;
  const [, , text] = parent(script);
  const shell = `const { spawn } = require("node:child_process");
    spawn(process.execPath, ["--input-type=module", "--eval", ${JSON.stringify(text)}], { stdio: "inherit" });
    setInterval(() => {}, 1000);`;
  const env = { ...process.env, npm_lifecycle_event: "start" };
  const child = spawn(process.execPath, ["--eval", shell], { stdio: ["ignore", "pipe", "inherit"], env });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += chunk;
    if (said === "ready\n") child.kill("SIGKILL");
  });
  await once(child, "close");
  expect(said).toBe("ready\nstopped\n");
});
