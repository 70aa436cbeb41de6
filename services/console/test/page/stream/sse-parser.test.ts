import { SseParser } from "../../../page/stream/sse-parser.ts";

const stream =
  'retry: 2000\n\nevent: delta\ndata: {"a":1}\n\nid: 7:1.2\n\n: heartbeat\n\ndata: x\ndata: y\n\n';
const events = [
  { event: "message", data: "", id: undefined, retry: 2000 },
  { event: "delta", data: '{"a":1}', id: undefined, retry: undefined },
  { event: "message", data: "", id: "7:1.2", retry: undefined },
  { event: "message", data: "x\ny", id: undefined, retry: undefined },
];

test("reads events, ids that come alone, and retry times; leaves out heartbeats", () => {
  expect(new SseParser().push(stream)).toEqual(events);
});

test("reads the same however the text is cut", () => {
  for (const size of [1, 2, 3, 7]) {
    const parser = new SseParser();
    const heard = [];
    for (let at = 0; at < stream.length; at += size) heard.push(...parser.push(stream.slice(at, at + size)));
    expect(heard).toEqual(events);
  }
});

test("takes carriage returns for line ends, also one at the end of a piece", () => {
  const parser = new SseParser();
  expect(
    [...parser.push("data: a\r"), ...parser.push("\n\r\ndata: b\r\n\r\n")].map(({ data }) => data),
  ).toEqual(["a", "b"]);
});

test("passes over an id with a null and a retry that is no number", () => {
  expect(new SseParser().push("id: a\0b\nretry: soon\ndata: x\n\n")).toEqual([
    { event: "message", data: "x", id: undefined, retry: undefined },
  ]);
});
