import type { Document } from "bson";
import { isPrimary } from "../src/replica-set.ts";

/** A mongod that answers by the command's name, and remembers what it was asked. */
function mongod(answers: Record<string, Document>) {
  const asked: Document[] = [];
  const call = async (command: Document) => {
    asked.push(command);
    return answers[Object.keys(command)[0] as string] ?? { ok: 1 };
  };
  return { asked, call };
}

test("a primary is left alone", async () => {
  const { asked, call } = mongod({ hello: { isWritablePrimary: true } });
  expect(await isPrimary(27017, call)).toBe(true);
  expect(asked).toEqual([{ hello: 1 }]);
});

test("a new one is made a replica set of one, at its own address", async () => {
  const { asked, call } = mongod({ hello: {}, replSetGetStatus: { ok: 0, code: 94 } });
  expect(await isPrimary(27018, call)).toBe(false);
  expect(asked.at(-1)).toEqual({
    replSetInitiate: { _id: "tributary", members: [{ _id: 0, host: "127.0.0.1:27018" }] },
  });
});

test("one that comes back at another port is told that the member is itself", async () => {
  const config = { _id: "tributary", version: 3, members: [{ _id: 0, host: "127.0.0.1:27017" }] };
  const { asked, call } = mongod({
    hello: {},
    replSetGetStatus: { ok: 0, code: 93 },
    replSetGetConfig: { ok: 1, config },
  });
  expect(await isPrimary(27018, call)).toBe(false);
  expect(asked.at(-1)).toEqual({
    replSetReconfig: { _id: "tributary", version: 4, members: [{ _id: 0, host: "127.0.0.1:27018" }] },
    force: true,
  });
});

test("one that is about to become primary is waited for", async () => {
  const { asked, call } = mongod({ hello: {}, replSetGetStatus: { ok: 1, myState: 2 } });
  expect(await isPrimary(27017, call)).toBe(false);
  expect(asked).toHaveLength(2);
});
