import { commandLine, type LaunchOptions } from "../src/launch-options.ts";

async function read(...args: string[]): Promise<LaunchOptions> {
  const read = Promise.withResolvers<LaunchOptions>();
  const program = commandLine({ start: async (options) => read.resolve(options), doctor: async () => {} });
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => {}, writeOut: () => {} });
  }
  await program.parseAsync(args, { from: "user" });
  return read.promise;
}

test("without options everything starts once and nothing is deleted", async () => {
  expect(await read("start")).toEqual({ only: undefined, scale: undefined, reset: false });
});

test("start is what is done when no command is given", async () => {
  expect(await read("--reset")).toEqual({ only: undefined, scale: undefined, reset: true });
});

test("services are named by comma, spaces allowed", async () => {
  expect((await read("start", "--only", "bus-gps, map-feed")).only).toEqual(["bus-gps", "map-feed"]);
});

test("scales may be given together or one after the other", async () => {
  expect((await read("start", "--scale", "a=2,b=3", "--scale", "c=4")).scale).toEqual({ a: 2, b: 3, c: 4 });
});

test.each([
  ["--scale", "map-feed"],
  ["--scale", "map-feed=two"],
  ["--only", ","],
  ["--olny", "map-feed"],
])("%s %s is refused", async (...args) => {
  await expect(read("start", ...args)).rejects.toThrow(/Write it as|at least one|unknown option/);
});
