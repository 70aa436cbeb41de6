import { jest } from "@jest/globals";
import { CountFeed } from "../../../../page/flights/counts/count-feed.ts";
import type { StreamEvent } from "../../../../page/stream/sse-parser.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A feed on a server that says what the test has it say. */
function scripted() {
  const asked: { readonly url: string; readonly lastId: string | undefined }[] = [];
  let say: (event: Partial<StreamEvent>) => void = () => {};
  async function* read(
    url: string,
    lastId: string | undefined,
    signal: AbortSignal,
  ): AsyncGenerator<StreamEvent> {
    asked.push({ url, lastId });
    const said: StreamEvent[] = [];
    let wake = () => {};
    signal.addEventListener("abort", () => wake());
    say = (event) => {
      said.push({ event: "message", data: "", id: undefined, retry: undefined, ...event });
      wake();
    };
    while (!signal.aborted) {
      yield* said.splice(0);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
  const feed = new CountFeed({ read, random: () => 0 });
  const turn = () => jest.advanceTimersByTimeAsync(0);
  return {
    feed,
    asked,
    tell: async (event: Partial<StreamEvent>) => {
      await turn();
      say(event);
      await turn();
    },
  };
}

const columns = ["airline", "date", "flights", "cancelled", "diverted", "arrivedLate", "arrived"];
const rows = (event: string, flights: number): Partial<StreamEvent> => ({
  event,
  data: JSON.stringify({ clock: 1, columns, rows: [["AA", "2015-01-01", flights, 0, 0, 0, flights]] }),
});

test("however often counts change there are at most three pictures a second, and the last has the last count", async () => {
  const { feed, tell } = scripted();
  feed.open("/stream?replay=a");
  await tell(rows("reset", 0));
  const before = feed.drawn.value;
  for (let change = 1; change <= 100; change++) {
    await tell(rows("delta", change));
    await jest.advanceTimersByTimeAsync(10);
  }
  await jest.advanceTimersByTimeAsync(350);
  expect(feed.drawn.value - before).toBeLessThanOrEqual(4);
  expect(feed.drawn.value - before).toBeGreaterThanOrEqual(3);
  expect(feed.counted).toBe(100);
  feed.close();
});

test("nothing is drawn while nothing changes", async () => {
  const { feed, tell } = scripted();
  feed.open("/stream?replay=a");
  await tell(rows("reset", 5));
  await jest.advanceTimersByTimeAsync(350);
  const before = feed.drawn.value;
  await tell({ id: "7:1" });
  await jest.advanceTimersByTimeAsync(10_000);
  expect(feed.drawn.value).toBe(before);
  expect(feed.age).toBeGreaterThanOrEqual(10_000);
  feed.close();
});

test("closed and opened again it asks for what changed since; another replay begins empty", async () => {
  const { feed, asked, tell } = scripted();
  feed.open("/stream?replay=a");
  await tell(rows("reset", 5));
  await tell({ id: "7:1" });
  feed.close();
  await jest.advanceTimersByTimeAsync(60_000);
  feed.open("/stream?replay=a");
  expect(feed.silence).toBe(0);
  expect(feed.heard.value).toBe(true);
  feed.open("/stream?replay=b");
  expect([feed.heard.value, feed.counted, feed.table.flights]).toEqual([false, 0, 0]);
  await jest.advanceTimersByTimeAsync(0);
  expect(asked.map(({ url, lastId }) => [url, lastId])).toEqual([
    ["/stream?replay=a", undefined],
    ["/stream?replay=a", "7:1"],
    ["/stream?replay=b", undefined],
  ]);
  feed.close();
});
