import type { Collection, Db } from "mongodb";
import { Deadline } from "../../src/writing/deadline.ts";
import { Fences } from "../../src/writing/fences.ts";
import { Scene } from "../scene.ts";

const opened = await Scene.open("strict");
const strict = opened === undefined ? test.skip : test;
const whole = "mongo-sink accidents road.accident.v1";
const inTime = () => new Deadline(10_000, new AbortController().signal);

beforeEach(() => opened?.fresh());
afterAll(() => opened?.close());

/** The same database; `then` happens behind each epoch that is taken, before it is made use of. */
function interrupted(db: Db, then: () => Promise<void>): Db {
  const interruptedFences = (fences: Collection) =>
    new Proxy(fences, {
      get: (target, name) => {
        const own = Reflect.get(target, name);
        if (typeof own !== "function") return own;
        if (name !== "findOneAndUpdate") return own.bind(target);
        return async (...given: unknown[]) => {
          const taken = await own.apply(target, given);
          await then();
          return taken;
        };
      },
    });
  return new Proxy(db, {
    get: (target, name) => {
      if (name === "collection") return (of: string) => interruptedFences(target.collection(of));
      const own = Reflect.get(target, name);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}

strict(
  "a predecessor's reach counts until the fence is up: what it wrote meanwhile is in doubt",
  async () => {
    const { client, db } = opened as Scene;
    const fences = new Fences(client, db);
    await fences.found(whole, async () => true);
    const before = await fences.raise(whole, 0, inTime());
    expect(before.reach).toBe(0);
    const meanwhile = interrupted(db, () => fences.extend(before, 21_000, inTime()));
    const after = await new Fences(client, meanwhile).raise(whole, 0, inTime());
    expect(after.reach).toBe(21_000);
    await expect(fences.extend(before, 41_000, inTime())).rejects.toMatchObject({ code: 225 });
    await Promise.all([before.session.end(), after.session.end()]);
  },
);
