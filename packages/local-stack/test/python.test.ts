import { findPython } from "../src/python.ts";

const machine = (versions: Record<string, string>) => (command: string) => versions[command];

test("the first on PATH that is new enough is taken", () => {
  expect(findPython(machine({ python3: "3.11", "python3.13": "3.13" }))).toEqual({
    command: "python3",
    version: "3.11",
  });
});

test("3.10 is new enough, and newer than 3.9", () => {
  expect(findPython(machine({ python3: "3.9", "python3.10": "3.10" }))).toEqual({
    command: "python3.10",
    version: "3.10",
  });
});

test("one that is too old, or lacks venv, is none", () => {
  expect(findPython(machine({ python3: "3.8", python: "2.7" }))).toBeUndefined();
  expect(findPython(machine({}))).toBeUndefined();
});
