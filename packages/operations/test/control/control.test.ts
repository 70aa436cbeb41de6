import { controlOf, readControl } from "../../src/control/control.ts";
import { FakeOperator } from "../fake-operator.ts";

const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const says = (key: string, value: Buffer | null, timestamp = 5) => ({
  key: Buffer.from(key),
  value,
  timestamp,
});

test("the newest of each key counts, and a tombstone says no more", async () => {
  const operator = new FakeOperator();
  operator.log.set("g.control", [
    [
      says("trip", json({ reason: "20 in a row", at: 77 })),
      says("resent:3:42", json({ at: [1] })),
      says("resent:0:9", json({ at: [2] })),
      "control",
      says("resent:3:42", json({ at: [1, 8] })),
      says("resent:0:9", null),
    ],
  ]);

  expect(await readControl(operator, "g")).toEqual({
    tripped: { reason: "20 in a row", at: 77 },
    resent: new Map([["3:42", [1, 8]]]),
  });

  operator.log.get("g.control")?.[0]?.push(says("trip", null));
  expect((await readControl(operator, "g")).tripped).toBeNull();
});

test("a group without a control topic has not tripped and re-sent nothing", async () => {
  expect(await readControl(new FakeOperator(), "g")).toEqual({ tripped: null, resent: new Map() });
});

test("what cannot be read still counts, as of when it was written", () => {
  const odd = { value: Buffer.from("{"), timestamp: 9 };
  const { tripped, resent } = controlOf(
    new Map([
      ["trip", odd],
      ["resent:1:1", odd],
    ]),
  );

  expect(tripped).toMatchObject({ at: 9, reason: expect.stringContaining("cannot be read") });
  expect(resent).toEqual(new Map([["1:1", [9]]]));
});
