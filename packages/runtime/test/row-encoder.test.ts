import { RowEncoder } from "../src/row-encoder.ts";
import { emptyThings, read, ThingLog } from "./things.ts";

test("each entry is encoded once, however often it is asked for", () => {
  let encoded = 0;
  const columns = {
    id: ({ key }: { key: string }) => {
      encoded += 1;
      return key;
    },
  };
  const view = emptyThings();
  const log = new ThingLog();
  read(view, log.append("a", { at: 1, color: "red" }));
  read(view, log.append("b", { at: 1, color: "red" }));
  const encoder = new RowEncoder(columns);
  expect(encoder.encode(view.entries()).toString()).toBe('["a"],["b"]');
  expect(encoder.encode(view.entries()).toString()).toBe('["a"],["b"]');
  expect(encoded).toBe(2);
});

test("columns keep their order, and what JSON cannot say is null", () => {
  const view = emptyThings();
  read(view, new ThingLog().append("a", { at: Number.NaN, color: 'r"\r\n' }));
  const encoder = new RowEncoder(view.definition.columns);
  expect(encoder.columns).toEqual(["id", "at", "color"]);
  expect(encoder.encode(view.entries()).toString()).toBe('["a",null,"r\\"\\r\\n"]');
});
