import type { ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import { jest } from "@jest/globals";
import type { Household } from "../src/household.ts";
import { Supervised } from "../src/supervised.ts";

afterEach(() => {
  jest.useRealTimers();
});

test("one that is started by hand while a new start is planned runs once", () => {
  jest.useFakeTimers();
  const children: EventEmitter[] = [];
  const household = {
    closing: false,
    turnLog: () => {},
    logFile: () => "no such file",
    start: () => {
      const child = Object.assign(new EventEmitter(), { pid: 1_000_000_000 + children.length });
      children.push(child);
      return child as unknown as ChildProcess;
    },
  } as unknown as Household;
  const command = { name: "mill", tier: "service", file: "", args: [], env: {}, cwd: "" } as const;
  const mill = new Supervised({ household, command, say: () => {}, stopTimeoutMs: 1_000 });
  mill.start();
  children[0]?.emit("exit", 1, null);
  mill.start();
  jest.advanceTimersByTime(120_000);
  expect(children).toHaveLength(2);
});
