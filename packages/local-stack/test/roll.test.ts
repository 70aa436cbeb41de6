import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Roll } from "../src/roll.ts";

const folder = mkdtempSync(join(tmpdir(), "roll-"));
const file = join(folder, "processes.json");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const mill = { name: "mill", pid: 101, identity: "boot 7", tier: "service" } as const;
const kafka = { name: "kafka", pid: 102, identity: "boot 8", tier: "part" } as const;

test("who was started and has not ended is known to whoever reads the file next", () => {
  const roll = new Roll(file);
  roll.add(mill);
  roll.add(kafka);
  roll.remove(mill.pid);
  expect(new Roll(file).entries).toEqual([kafka]);
});

test("a number that is used again stands there once, with its newest owner", () => {
  const roll = new Roll(join(folder, "again.json"));
  roll.add(mill);
  roll.add({ ...kafka, pid: mill.pid });
  expect(roll.entries).toEqual([{ ...kafka, pid: mill.pid }]);
});

test("one that is not on the roll may end when the folder is gone", () => {
  const gone = join(folder, "gone");
  new Roll(join(gone, "processes.json")).remove(mill.pid);
  expect(existsSync(gone)).toBe(false);
});

test("a file that was cut short is an empty roll", () => {
  const broken = join(folder, "broken.json");
  writeFileSync(broken, '[{"name": "mi');
  expect(new Roll(broken).entries).toEqual([]);
});
