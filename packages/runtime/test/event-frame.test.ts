import { contentFrame, idFrame, reconnectFrame, removeFrame } from "../src/event-frame.ts";

const textOf = (frame: readonly Buffer[]) => Buffer.concat(frame).toString();

test("a delta is one event with its columns and the rows of all its parts", () => {
  const parts = [Buffer.from('["a",1]'), Buffer.alloc(0), Buffer.from('["b",2],["c",3]')];
  expect(textOf(contentFrame("delta", 5, ["id", "n"], parts))).toBe(
    'event: delta\ndata: {"clock":5,"columns":["id","n"],"rows":[["a",1],["b",2],["c",3]]}\n\n',
  );
});

test("a reset of nothing says so", () => {
  expect(textOf(contentFrame("reset", 5, ["id"], []))).toBe(
    'event: reset\ndata: {"clock":5,"columns":["id"],"rows":[]}\n\n',
  );
});

test("a key with line breaks cannot end an event or begin another", () => {
  const frame = removeFrame(5, ["a\n\nevent: reset\r\ndata: {}", "b\u2028"]).toString();
  expect(frame.endsWith("\n\n")).toBe(true);
  const lines = frame.slice(0, -2).split(/\r\n|\r|\n/);
  expect(lines.map((line) => line.split(":")[0])).toEqual(["event", "data"]);
  expect(JSON.parse(lines[1]?.slice("data: ".length) ?? "")).toEqual({
    clock: 5,
    keys: ["a\n\nevent: reset\r\ndata: {}", "b\u2028"],
  });
});

test("an id moves without an event", () => {
  expect(idFrame("log:1.2").toString()).toBe("id: log:1.2\n\n");
});

test("a reader is told to reconnect", () => {
  expect(reconnectFrame(5).toString()).toBe('event: reconnect\ndata: {"clock":5}\n\n');
});
