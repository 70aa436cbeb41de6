import { ancestorsUpTo, isNpm } from "../src/ancestors.ts";

const processes: Readonly<Record<number, { parent: number; command: string }>> = {
  40: { parent: 30, command: "node packages/tooling/src/bootstrap.mjs start" },
  30: { parent: 20, command: "sh -c node packages/tooling/src/bootstrap.mjs start" },
  20: { parent: 10, command: "npm start" },
  10: { parent: 1, command: "-bash" },
};
const look = (pid: number) => processes[pid];

test("the chain ends with npm, not with the shell it was typed in", () => {
  expect(ancestorsUpTo(isNpm, 40, look).map(({ pid }) => pid)).toEqual([40, 30, 20]);
});

test("without npm the chain ends before the first process of the system", () => {
  expect(ancestorsUpTo(() => false, 40, look).map(({ pid }) => pid)).toEqual([40, 30, 20, 10]);
});

test("a process that cannot be looked at ends the chain", () => {
  expect(ancestorsUpTo(isNpm, 99, look)).toEqual([]);
});

test("the real chain begins with the real parent", () => {
  expect(ancestorsUpTo(() => true)[0]?.pid).toBe(process.ppid);
});

test.each(["npm start", "npm", "node /usr/lib/node_modules/npm/bin/npm-cli.js start"])(
  "%s is npm",
  (command) => {
    expect(isNpm({ pid: 1, command })).toBe(true);
  },
);

test.each(["-bash", "vim npm.txt", "npmx start"])("%s is not npm", (command) => {
  expect(isNpm({ pid: 1, command })).toBe(false);
});
