import { Feed } from "../../../../page/buses/feed/feed.ts";
import type { Frame } from "../../../../page/buses/feed/frame.ts";
import { Refused } from "../../../../page/stream/live-stream.ts";
import type { StreamEvent } from "../../../../page/stream/sse-parser.ts";
import type { Link } from "../../../../page/stream/steady-stream.ts";

interface Connection {
  readonly url: string;
  readonly lastId: string | undefined;
  readonly signal: AbortSignal;
  say(event: Partial<StreamEvent>): void;
  end(error?: Error): void;
}

/** A feed on a scripted server; waits between attempts last no time. */
function scripted() {
  const connections: Connection[] = [];
  const frames: Frame[] = [];
  const links: Link[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  async function* read(
    url: string,
    lastId: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent> {
    const said: (StreamEvent | { readonly error: Error | undefined })[] = [];
    let wake = () => {};
    const put = (what: (typeof said)[number]) => {
      said.push(what);
      wake();
    };
    const connection: Connection = {
      url,
      lastId,
      signal,
      say: (event) => put({ event: "message", data: "", id: undefined, retry: undefined, ...event }),
      end: (error) => put({ error }),
    };
    signal.addEventListener("abort", () => put({ error: new DOMException("", "AbortError") }));
    connections.push(connection);
    waiting.shift()?.(connection);
    while (true) {
      for (const one of said.splice(0)) {
        if (!("error" in one)) yield one;
        else if (one.error === undefined) return;
        else throw one.error;
      }
      if (said.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const feed = new Feed(
    "/stream",
    { frame: (frame) => frames.push(frame), link: (link) => links.push(link) },
    { read, random: () => 0 },
  );
  const next = () => new Promise<Connection>((resolve) => waiting.push(resolve));
  return { feed, connections, frames, links, next };
}

const all = { kind: "all" } as const;
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("comes back with the last id heard", async () => {
  const { feed, next, links } = scripted();
  const first = next();
  feed.subscribe(all);
  (await first).say({ retry: 0 });
  (await first).say({ id: "7:1.2" });
  (await first).say({ id: "7:5.2" });
  const second = next();
  (await first).end();
  expect((await second).lastId).toBe("7:5.2");
  expect(links.map(({ kind }) => kind)).toEqual(["connecting", "open", "waiting"]);
  feed.close();
});

test("asks for another subscription without the id of the one before, and ends that one", async () => {
  const { feed, next } = scripted();
  const first = next();
  feed.subscribe(all);
  (await first).say({ id: "7:1" });
  await turn();
  const second = next();
  feed.subscribe({ kind: "lines", lines: ["24"] });
  const connection = await second;
  expect([connection.url, connection.lastId]).toEqual(["/stream?lines=24", undefined]);
  expect((await first).signal.aborted).toBe(true);
  feed.close();
});

test("does not open the same twice", async () => {
  const { feed, next, connections } = scripted();
  const first = next();
  feed.subscribe(all);
  await first;
  feed.subscribe(all);
  await turn();
  expect(connections).toHaveLength(1);
  feed.close();
});

test("comes back from closing with the last id: what changed while hidden is enough", async () => {
  const { feed, next } = scripted();
  const first = next();
  feed.subscribe(all);
  (await first).say({ id: "7:9" });
  await turn();
  feed.close();
  expect((await first).signal.aborted).toBe(true);
  const second = next();
  feed.subscribe(all);
  expect((await second).lastId).toBe("7:9");
  feed.close();
});

test("leaves a server that asks to, and says that it restarts", async () => {
  const { feed, next, links, frames } = scripted();
  const first = next();
  feed.subscribe(all);
  (await first).say({ retry: 0 });
  const second = next();
  (await first).say({ event: "reconnect", data: '{"clock":1}' });
  await second;
  expect(frames).toEqual([{ kind: "reconnect", clock: 1 }]);
  expect(links.at(-1)).toEqual({ kind: "waiting", reason: "the server is restarting" });
  feed.close();
});

test.each([
  [
    new Refused(502, "no instance of map-feed can be reached"),
    "waiting",
    "no instance of map-feed can be reached",
  ],
  [new Refused(400, "no such box"), "failed", "no such box"],
  [new TypeError("network error"), "waiting", "the connection was lost"],
  [new DOMException("nothing heard for 40 s", "TimeoutError"), "waiting", "nothing heard for 40 s"],
])("tells %s as it is", async (error, kind, reason) => {
  const { feed, next, links } = scripted();
  const first = next();
  feed.subscribe(all);
  const connection = await first;
  connection.end(error);
  await turn();
  expect(links.at(-1)).toEqual({ kind, reason });
  feed.close();
});

test("calls a frame it cannot read a failure", async () => {
  const { feed, next, links } = scripted();
  const first = next();
  feed.subscribe(all);
  (await first).say({ event: "delta", data: '{"clock":1,"columns":[],"rows":[]}' });
  await turn();
  expect(links.at(-1)).toMatchObject({ kind: "failed", reason: expect.stringContaining("lack vehicleId") });
  feed.close();
});
