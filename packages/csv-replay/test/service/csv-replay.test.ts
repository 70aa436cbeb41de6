import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigError } from "@tributary/config";
import { eventually, given, MemoryCluster, scrapeFaults } from "@tributary/testing";
import type { ReplayStatus } from "../../src/replay-status.ts";
import { gauge, type Reading, readingsFile, readingTopic } from "../fake/readings.ts";

const env = (file: string, more: Record<string, string> = {}) => ({
  GAUGE_FILE: file,
  GAUGE_SPEED: "max",
  GAUGE_WHEN_DONE: "exit",
  ...more,
});
const minutes = (count: number) => Array.from({ length: count }, (_, index) => `${index * 60_000},${index}`);
const inOrder = (sent: readonly Reading[]) => [...sent].sort((a, b) => a.lineNumber - b.lineNumber);

test("a file becomes records, each row once; what is bad is buried with its place", async () => {
  const file = readingsFile(["0,5", "1000,x", "2000,950", "3000,5000"]);
  const { published, deadLetters } = await given(gauge, [], { env: env(file) });
  const sent = inOrder(published.get(readingTopic));
  expect(sent.map(({ lineNumber, at, level }) => [lineNumber, at, level])).toEqual([
    [2, 0, 5],
    [4, 2_000, 950],
  ]);
  expect(sent[0]?.replay).toMatch(/^\d{8}T\d{6}Z\.[0-9a-f]{8}\.1\.1$/);
  expect(
    deadLetters.map(({ letter, value }) => [letter.offset, letter.stage, letter.error, String(value)]),
  ).toEqual([
    [3, "decode", "not_a_number", "1000,x"],
    [5, "validate", "refused", "3000,5000"],
  ]);
  expect(deadLetters[0]?.letter.message).toContain("readings.csv, line 3 (byte 13), column level");
});

test("a service that is started again goes on behind what it has sent, and another run is a new one", async () => {
  const cluster = new MemoryCluster();
  const file = readingsFile(minutes(50));
  await given(gauge, [], { cluster, env: env(file) });
  const again = await given(gauge, [], { cluster, env: env(file) });
  expect(again.published.get(readingTopic)).toHaveLength(0);
  const window = { GAUGE_FROM: "1970-01-01T00:10Z", GAUGE_TO: "1970-01-01T00:20Z" };
  const other = await given(gauge, [], { cluster, env: env(file, window) });
  const sent = inOrder(other.published.get(readingTopic));
  expect(sent.map(({ level }) => level)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
  expect(sent[0]?.replay).toMatch(/\.2\.1$/);
});

test("sorted, a file is sent by event time", async () => {
  const file = readingsFile(["5000,1", "1000,2", "9000,3", "3000,4"]);
  const cache = mkdtempSync(join(tmpdir(), "sorted-"));
  const { published } = await given(gauge, [], {
    env: env(file, { GAUGE_ORDER: "sort", GAUGE_CACHE_DIR: cache, GAUGE_RATE: "1000", GAUGE_SPEED: "" }),
  });
  expect(published.get(readingTopic).map(({ at }) => at)).toEqual([1_000, 3_000, 5_000, 9_000]);
});

test("a page of anybody's cannot control a replay past the console: what tells an origin is refused", async () => {
  const file = readingsFile(minutes(100));
  await given(gauge, [], {
    env: env(file, { GAUGE_SPEED: "1", GAUGE_WHEN_DONE: "stay" }),
    records: 1,
    beforeStop: async ({ addresses }) => {
      const ask = (method: string, path: string) =>
        fetch(`${addresses.api}${path}`, { method, headers: { origin: "http://evil.example" } });
      for (const verb of ["pause", "again"]) {
        const refused = await ask("POST", `/replay/${verb}`);
        expect([refused.status, await refused.json()]).toEqual([
          403,
          expect.objectContaining({ error: "Forbidden" }),
        ]);
      }
      const read = await ask("GET", "/replay");
      expect([read.status, await read.json()]).toEqual([
        200,
        expect.objectContaining({ state: "running", run: 1 }),
      ]);
    },
  });
});

test("the API controls a replay while it runs, and its metrics follow", async () => {
  const file = readingsFile(minutes(100));
  await given(gauge, [], {
    env: env(file, { GAUGE_SPEED: "1", GAUGE_WHEN_DONE: "stay" }),
    records: 1,
    beforeStop: async ({ addresses }) => {
      const status = async () => (await (await fetch(`${addresses.api}/replay`)).json()) as ReplayStatus;
      const post = (what: string, body?: object) =>
        fetch(`${addresses.api}/replay/${what}`, {
          method: "POST",
          ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
        });
      await eventually(async () =>
        expect(await status()).toMatchObject({ state: "running", rows: { sent: 1 } }),
      );
      expect(await (await post("pause")).json()).toMatchObject({
        state: "paused",
        pace: { by: "speed", speed: 1 },
      });
      expect((await post("pace", { speed: 5, rate: 2 })).status).toBe(400);
      expect((await post("pace", { velocity: 5 })).status).toBe(400);
      expect((await post("pace", { speed: 0 })).status).toBe(400);
      expect((await post("pace", { rate: 0.5 })).status).toBe(200);
      expect(await (await post("seek", { eventTime: 90 * 60_000 })).json()).toMatchObject({
        state: "paused",
      });
      expect((await post("seek", {})).status).toBe(400);
      await post("resume");
      expect(await (await post("pace", { max: true })).json()).toMatchObject({ pace: { by: "max" } });
      await eventually(async () =>
        expect(await status()).toMatchObject({
          state: "finished",
          rows: { read: 11, skipped: 89 },
          share: 1,
        }),
      );
      const refused = await post("pause");
      expect(refused.status).toBe(409);
      expect(await refused.json()).toMatchObject({ message: expect.stringMatching(/finished/) });

      const metrics = await (await fetch(`${addresses.ops}/metrics`)).text();
      expect(metrics).toMatch(/replay_rows_total\{outcome="sent",service="gauge"\} 11/);
      expect(metrics).toMatch(/replay_rows_total\{outcome="skipped",service="gauge"\} 89/);
      expect(metrics).toMatch(/replay_state\{state="finished",service="gauge"\} 1/);
      expect(metrics).toMatch(/replay_state\{state="running",service="gauge"\} 0/);
      expect(metrics).toMatch(/replay_event_time_seconds\{service="gauge"\} 5940/);

      expect(await (await post("again")).json()).toMatchObject({ state: "running" });
      await eventually(async () => expect(await status()).toMatchObject({ run: 2, rows: { read: 100 } }));
      const api = (await (await fetch(`${addresses.api}/openapi.json`)).json()) as { paths: object };
      expect(Object.keys(api.paths)).toEqual(
        expect.arrayContaining(["/replay", "/replay/events", "/replay/pace", "/replay/seek"]),
      );
    },
  });
});

test("readers of the events hear of each change, and of the end", async () => {
  const file = readingsFile(minutes(10));
  let text = "";
  await given(gauge, [], {
    env: env(file, { GAUGE_SPEED: "1", GAUGE_WHEN_DONE: "stay" }),
    records: 1,
    beforeStop: async ({ addresses }) => {
      const response = await fetch(`${addresses.api}/replay/events`);
      expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
      expect(response.headers.get("x-accel-buffering")).toBe("no");
      const reading = (async () => {
        for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
      })();
      void reading.catch(() => undefined);
      await eventually(() => expect(text).toContain('"state":"running"'));
      await fetch(`${addresses.api}/replay/pause`, { method: "POST" });
      await eventually(() => expect(text).toContain('"state":"paused"'));
    },
  });
  expect(text.startsWith("retry: 2000\n\nevent: status\ndata: {")).toBe(true);
  await eventually(() => expect(text).toMatch(/event: reconnect\ndata: \{"clock":\d+\}\n\n$/));
});

test.each([
  ["no file", {}, /No file is given: set GAUGE_FILE/],
  ["a file that is not there", { GAUGE_FILE: "/nowhere/a.csv" }, /\/nowhere\/a\.csv/],
  [
    "a header of something else",
    { GAUGE_FILE: readingsFile([]).replace("readings.csv", "") },
    /folder|directory/,
  ],
])("%s is refused in words", async (_, files, words) => {
  const failing = given(gauge, [], { env: { GAUGE_SPEED: "max", ...files } });
  await expect(failing).rejects.toThrow(ConfigError);
  await expect(failing).rejects.toThrow(words);
});

test("the metrics of a replay are those of the list and its own", async () => {
  await given(gauge, [], {
    env: env(readingsFile(minutes(2)), { GAUGE_WHEN_DONE: "stay" }),
    records: 2,
    beforeStop: async ({ addresses }) => {
      const text = await (await fetch(`${addresses.ops}/metrics`)).text();
      expect(scrapeFaults(text, ["replay", "API"])).toEqual([]);
      expect(text).toContain("# HELP replay_bad_rows_total ");
    },
  });
});
