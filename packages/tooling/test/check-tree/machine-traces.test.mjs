import { machineTraces } from "../../src/check-tree/machine-traces.mjs";
import { memoryTree } from "../../src/check-tree/tree.mjs";

const found = (text, path = "README.md") => machineTraces(memoryTree({ [path]: text }));

// Put together here, so that this file does not break the rule it tests.
const joined = (...parts) => parts.join("");

test.each([
  joined("/ro", "ot/.cache/x"),
  joined("cd /ho", "me/anna/tributary"),
  joined('"/Us', 'ers/anna/x"'),
  joined("C:\\Us", "ers\\anna"),
  joined("/wo", "rk/main/packages"),
  joined("https://registry.npm", "js.org/kafkajs"),
  joined("https://files.python", "hosted.org/x"),
  joined("https://repo.example/artif", "actory/x"),
])("%s is a trace", (trace) => {
  expect(found(`first line\nsee ${trace}\n`)).toMatchObject([{ file: "README.md:2" }]);
});

test.each([
  "GET /home",
  "/root",
  "http://127.0.0.1:8081/apis/ccompat/v7",
  "https://nodejs.org/en/download",
  "~/home/x/y",
  "/users/12",
])("%s is none", (text) => {
  expect(found(text)).toEqual([]);
});

test("pictures are not read as text", () => {
  expect(found(joined("/ro", "ot/x"), "docs/page.png")).toEqual([]);
});
