import { jest } from "@jest/globals";
import { WriterSchemas } from "../../src/schemas/writer-schemas.ts";
import { silentLog } from "../silent-log.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function schemasWith(find: (id: number) => Promise<{ schema: string } | undefined>) {
  const clock = { now: 1_000 };
  const schemas = new WriterSchemas({ find, log: silentLog, now: () => clock.now, random: () => 1 });
  return { schemas, clock };
}

test("an unknown id is asked for once a minute", async () => {
  const find = jest.fn(async () => undefined);
  const { schemas, clock } = schemasWith(find);

  await schemas.lookUp(4);
  clock.now += 59_999;
  expect(schemas.get(4)).toMatchObject({ unusable: "unknown_schema" });
  clock.now += 2;
  expect(schemas.get(4)).toBeUndefined();
  expect(find).toHaveBeenCalledTimes(1);
});

test("five hundred who ask at once cause one look-up", async () => {
  const find = jest.fn(async () => ({ schema: '"string"' }));
  const { schemas } = schemasWith(find);

  await Promise.all(Array.from({ length: 500 }, () => schemas.lookUp(4)));

  expect(find).toHaveBeenCalledTimes(1);
  expect(schemas.get(4)?.unusable).toBeUndefined();
});

test("a registry that does not answer is weather: nothing is remembered, and each try waits longer", async () => {
  const answers: (Error | { schema: string })[] = [
    new Error("down"),
    new Error("down"),
    { schema: '"string"' },
  ];
  const find = jest.fn(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const { schemas } = schemasWith(find);

  await schemas.lookUp(4);
  expect([schemas.get(4), schemas.failingSince]).toEqual([undefined, 1_000]);
  const second = schemas.lookUp(4);
  await jest.advanceTimersByTimeAsync(99);
  expect(find).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(1);
  await second;
  expect(find).toHaveBeenCalledTimes(2);
  const third = schemas.lookUp(4);
  await jest.advanceTimersByTimeAsync(200);
  await third;

  expect(schemas.get(4)).toHaveProperty("type");
  expect(schemas.failingSince).toBeUndefined();
});
