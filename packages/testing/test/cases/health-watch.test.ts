import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eventually } from "../../src/eventually.ts";
import { HealthWatch } from "./health-watch.ts";

/** A process as its probes show it. */
const shown = { live: 200, ready: 200, detail: "ok", consumed: 3 };
let server: Server;
let process: { hasExited: boolean; opsUrl(): Promise<string> };

beforeEach(async () => {
  Object.assign(shown, { live: 200, ready: 200, detail: "ok", consumed: 3 });
  server = createServer(({ url }, answer) => {
    if (url === "/metrics")
      return answer.end(`messaging_client_consumed_messages_total{x="y"} ${shown.consumed}\n`);
    answer.statusCode = url === "/livez" ? shown.live : shown.ready;
    return answer.end(JSON.stringify({ checks: [{ detail: shown.detail }] }));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  process = { hasExited: false, opsUrl: async () => `http://127.0.0.1:${port}` };
});
afterEach(() => {
  process.hasExited = true;
  server.closeAllConnections();
  server.close();
});

test("a process that is ready, has work and consumes nothing is idle, and silent until a check says something", async () => {
  const watch = new HealthWatch(process, () => true);
  await eventually(() => expect(watch.silentMs).toBeGreaterThan(400));
  shown.detail = "writing to the store has failed for 1 s";
  const { idleMs } = watch;
  await eventually(() => expect(watch.idleMs).toBeGreaterThan(idleMs + 800));
  expect(watch.silentMs).toBeLessThan(watch.idleMs);
  expect(watch.readyWhileDead).toBe(0);
});

test.each([
  ["has nothing to do", {}, false],
  ["is not ready", { ready: 503 }, true],
])("a process that %s is not idle", async (_what, changes, hasWork) => {
  Object.assign(shown, changes);
  const watch = new HealthWatch(process, () => hasWork);
  await eventually(() => expect(watch.samples).toBeGreaterThan(4));
  expect([watch.idleMs, watch.silentMs]).toEqual([0, 0]);
});

test("a process that is ready and not alive is found", async () => {
  shown.live = 503;
  const watch = new HealthWatch(process, () => false);
  await eventually(() => expect(watch.readyWhileDead).toBeGreaterThan(0));
});
