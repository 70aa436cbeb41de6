import { jest } from "@jest/globals";
import { RegistryError } from "../../src/schemas/registry-error.ts";
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

test("at most four look-ups are under way at once, and all are made in the end", async () => {
  let underWay = 0;
  let most = 0;
  const find = jest.fn(async () => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 10));
    underWay--;
    return undefined;
  });
  const { schemas } = schemasWith(find);

  const all = Promise.all(Array.from({ length: 50 }, (_, id) => schemas.lookUp(id + 1)));
  await jest.advanceTimersByTimeAsync(130);
  await all;

  expect([most, find.mock.calls.length]).toEqual([4, 50]);
});

test("an id that is always refused waits longer each time, while others are answered at once", async () => {
  const asked: number[] = [];
  const find = async (id: number) => {
    asked.push(id);
    if (id === 13) throw new RegistryError("incompatible", "schema registry: 422");
    return { schema: '"string"' };
  };
  const { schemas } = schemasWith(find);
  await schemas.lookUp(13);
  await jest.advanceTimersByTimeAsync(100);

  for (const waitMs of [100, 200, 400, 800, 1_600, 2_000, 2_000]) {
    const other = schemas.lookUp(1_000 + waitMs + asked.length);
    await jest.advanceTimersByTimeAsync(2_000);
    await other;
    const again = schemas.lookUp(13);
    const before = asked.length;
    await jest.advanceTimersByTimeAsync(waitMs - 1);
    expect(asked).toHaveLength(before);
    await jest.advanceTimersByTimeAsync(1);
    await again;
    expect(asked.at(-1)).toBe(13);
  }
  expect(schemas.get(13)).toBeUndefined();
});

test("that the registry does not let us in is told, until it does", async () => {
  const refusal = new RegistryError("not_authorized", "schema registry: Unauthorized");
  const answers: unknown[] = [refusal, new RegistryError("unavailable", "away"), refusal, undefined];
  const { schemas } = schemasWith(async () => {
    const answer = answers.shift();
    if (answer !== undefined) throw answer;
    return undefined;
  });
  const told: unknown[] = [];

  for (let id = 1; id <= 4; id++) {
    const asked = schemas.lookUp(id);
    await jest.advanceTimersByTimeAsync(2_000);
    await asked;
    told.push(schemas.refusal);
  }

  expect(told).toEqual([refusal, undefined, refusal, undefined]);
});

test("a schema whose records double at each level is not used: one byte of it would take minutes", async () => {
  let schema: object = { type: "record", name: "L0", fields: [] };
  for (let level = 1; level <= 40; level++) {
    const fields = [
      { name: "a", type: schema },
      { name: "b", type: `L${level - 1}` },
    ];
    schema = { type: "record", name: `L${level}`, fields };
  }
  const { schemas } = schemasWith(async () => ({ schema: JSON.stringify(schema) }));

  await schemas.lookUp(4);

  expect(schemas.get(4)).toMatchObject({
    unusable: "undecodable",
    detail: expect.stringContaining("spreads"),
  });
});
