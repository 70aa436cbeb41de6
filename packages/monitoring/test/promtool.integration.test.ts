import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { list } from "./deploy-files.ts";
import { programOrSkip } from "./program.ts";

const program = await programOrSkip();
const withProgram = program === undefined ? test.skip : test;
const folder = fileURLToPath(new URL("../../../deploy/prometheus/", import.meta.url));

function promtool(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program?.promtool ?? "", args, {
    cwd: folder,
    encoding: "utf8",
  });
  return status === 0 ? "ok" : `exit ${status}: ${stdout}${stderr}`;
}

withProgram("Prometheus can read its configuration and rules, and none is there twice", () => {
  expect(promtool("check", "config", "--lint=all", "--lint-fatal", "prometheus.yml")).toBe("ok");
});

withProgram.each(list("deploy/prometheus/tests"))(
  "each alert of tests/%s fires when it is to, and only then",
  (file) => {
    expect(promtool("test", "rules", `tests/${file}`)).toBe("ok");
  },
);
