import { marketIndicator } from "@tributary/contracts";
import { eventually } from "@tributary/testing";
import { anIndicator, minute, minutes, opening, youngIndicator } from "../an-indicator.ts";
import { type Answer, bars, showing } from "./showing.ts";

const closes = ({ columns, rows }: Answer) => rows.map((row) => row[columns.indexOf("close")]);
const path = "/bars?symbol=AAPL&interval=1m";
/** From the one number down to the other. */
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index);

test("a bar is told with all that the contract has of it, but what was asked for", async () => {
  await showing(bars([anIndicator(), youngIndicator({ openTime: opening + minute })]), async ({ get }) => {
    const { status, body } = await get(path);
    expect(status).toBe(200);
    const { symbol, interval, ...rest } = body as never as Record<string, unknown>;
    expect([symbol, interval]).toEqual(["AAPL", "1m"]);
    expect(rest).toEqual({
      clock: expect.any(Number),
      eventId: expect.stringMatching(/^memory-\S+:\d+(\.\d+){5}$/),
      columns: expect.any(Array),
      rows: expect.any(Array),
    });
    const named = body.rows.map((row) =>
      Object.fromEntries(body.columns.map((column, index) => [column, row[index]])),
    );
    const told = ({
      symbol: _,
      interval: __,
      exchange: ___,
      currency: ____,
      ...bar
    }: ReturnType<typeof anIndicator>) => bar;
    expect(named).toEqual([told(youngIndicator({ openTime: opening + minute })), told(anIndicator())]);
  });
});

test("pages lead back through memory and history without a gap or a repeat", async () => {
  const env = { INDICATOR_WINDOW_BARS: "10" };
  await showing(
    bars([...minutes(33), ...minutes(3, { symbol: "MSFT" })]),
    async ({ get }) => {
      const told: unknown[] = [];
      let before = "";
      for (;;) {
        const { body } = await get(`${path}&limit=7${before}`);
        if (body.rows.length === 0) break;
        expect(body.rows.length).toBeLessThanOrEqual(7);
        told.push(...closes(body));
        before = `&before=${body.rows.at(-1)?.[0]}`;
      }
      expect(told).toEqual(down(132, 100));
      expect(closes((await get(`${path}&limit=5000`)).body)).toEqual(down(132, 100));
    },
    env,
  );
});

test("from, to and before bound what is told, wherever it is kept", async () => {
  const env = { INDICATOR_WINDOW_BARS: "10" };
  await showing(
    bars(minutes(33)),
    async ({ get }) => {
      const at = (index: number) => opening + index * minute;
      const asked = async (query: string) => closes((await get(`${path}&${query}`)).body);
      expect(await asked(`from=${at(20)}&to=${at(25)}`)).toEqual(down(125, 120));
      expect(await asked(`from=${at(28)}&before=${at(31)}`)).toEqual([130, 129, 128]);
      expect(await asked(`from=${at(2)}&to=${at(4)}&limit=2`)).toEqual([104, 103]);
      expect(await asked(`to=${at(1)}`)).toEqual([101, 100]);
      expect(await asked(`before=${at(0)}`)).toEqual([]);
      expect(closes((await get("/bars?symbol=NONE&interval=1m")).body)).toEqual([]);
      expect(closes((await get("/bars?symbol=AAPL&interval=1y")).body)).toEqual([]);
    },
    env,
  );
});

test("a stream that goes on from an answer tells what changes later and nothing else, of years ago, too", async () => {
  const env = { INDICATOR_WINDOW_BARS: "10" };
  await showing(
    bars(minutes(33)),
    async ({ get, stream, take }) => {
      // The first tick notes where the log stands, without which nobody can be told what is new.
      const early = await stream("/bars/stream?symbol=AAPL&interval=1m");
      await eventually(() => expect(early.shown.size).toBe(10));
      const { eventId } = (await get(path)).body;
      const later = await stream("/bars/stream?symbol=AAPL&interval=1m", { lastEventId: eventId });
      const next = anIndicator({ openTime: opening + 33 * minute, close: 185, final: false });
      const corrected = anIndicator({ openTime: opening + 2 * minute, close: 184, revision: 4 });
      await take(
        [marketIndicator, next],
        [marketIndicator, corrected],
        [marketIndicator, anIndicator({ symbol: "MSFT" })],
      );
      for (const each of [early, later])
        await eventually(() =>
          expect([...each.shown.values()].map(({ close }) => close)).toEqual(
            expect.arrayContaining([185, 184]),
          ),
        );
      expect(later.shown.size).toBe(2);
      expect(new Set(later.events.map(({ event }) => event))).toEqual(new Set(["delta"]));
      expect(early.shown.size).toBe(12);
      expect(closes((await get(`${path}&to=${corrected.openTime}&limit=1`)).body)).toEqual([184]);
    },
    env,
  );
});

test("bars between an answer and its stream are told, for whoever comes late, those beyond the window, too", async () => {
  const env = { INDICATOR_WINDOW_BARS: "10" };
  await showing(
    bars(minutes(33)),
    async ({ get, stream, take }) => {
      const early = await stream("/bars/stream?symbol=AAPL&interval=1m");
      await eventually(() => expect(early.lastEventId).not.toBe(""));
      const { eventId } = (await get(path)).body;
      const corrected = anIndicator({ openTime: opening + 2 * minute, close: 184, revision: 4 });
      const more = minutes(50).slice(33);
      await take(...bars([corrected, ...more]));
      const late = await stream(
        `/bars/stream?symbol=AAPL&interval=1m&lastEventId=${encodeURIComponent(eventId)}`,
      );
      await eventually(() => expect(late.shown.size).toBe(18));
      expect([...late.shown.values()].map(({ close }) => close)).toEqual(
        expect.arrayContaining([184, ...more.map(({ close }) => close)]),
      );
      expect(late.events.map(({ event }) => event)).not.toContain("reset");
    },
    env,
  );
});

test("when the history cannot be read, older bars are answered 503 and those in memory all the same", async () => {
  const env = { INDICATOR_WINDOW_BARS: "10" };
  await showing(
    bars(minutes(33)),
    async ({ get, views }) => {
      await views.bars.archive?.close();
      const { status, body } = await get(`${path}&limit=11`);
      expect(status).toBe(503);
      expect(body.message).toBe(
        "the history cannot be written or read at present; newer bars can be asked for",
      );
      expect(closes((await get(`${path}&limit=10`)).body)).toEqual(down(132, 123));
    },
    env,
  );
});
