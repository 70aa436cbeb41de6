import { SameIdLog } from "../../src/writing/same-id-log.ts";
import { record } from "../scene.ts";

test("the first is told at once, then what has come together in each minute", () => {
  let time = 0;
  const told: unknown[] = [];
  const log = new SameIdLog({ warn: (what: object) => void told.push(what) } as never, () => time);
  const entries = (...offsets: readonly number[]) =>
    offsets.map((offset) => ({ message: record(offset), document: { _id: `A-${offset}` } }));
  log.note("accidents", []);
  log.note("accidents", entries(1));
  time = 59_999;
  log.note("accidents", entries(2, 3));
  log.note("flights", entries(4));
  time = 60_000;
  log.note("accidents", entries(5));
  expect(told).toEqual([
    {
      collection: "accidents",
      records: 1,
      example: { id: "A-1", topic: "road.accident.v1", partition: 0, offset: 1 },
    },
    { collection: "flights", records: 1, example: expect.objectContaining({ id: "A-4" }) },
    { collection: "accidents", records: 3, example: expect.objectContaining({ id: "A-5" }) },
  ]);
});
