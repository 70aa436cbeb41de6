import { ConfigError } from "@tributary/config";
import { defineReplay } from "../src/define.ts";
import { exitCodeOf } from "../src/exit-code.ts";
import type { Recording } from "../src/replay/recording.ts";
import { type RunningService, startService } from "../src/start-service.ts";
import { FakePorts } from "./fake-ports.ts";
import { type Thing, thingTopic } from "./things.ts";

const blank = (id: string): Recording<Thing> => ({
  id,
  read: async function* () {},
  written: () => undefined,
});

const replay = (open: () => Promise<Recording<Thing>>) =>
  defineReplay({
    name: "deck",
    summary: "Plays",
    config: {},
    topic: thingTopic,
    open,
    routes: (app, { recording }) => void app.get("/id", async () => ({ id: recording.id })),
  });

/** Where the broker is away for ever, and whether anybody asked for it. */
function away() {
  const ports = new FakePorts();
  const asked = { count: 0 };
  const openBroker = () => {
    asked.count++;
    return new Promise<never>(() => undefined);
  };
  return { ports: { ...ports, env: ports.env, openBroker }, asked };
}

const faults = ({ health }: RunningService) =>
  health
    .ready()
    .filter(({ ok }) => !ok)
    .map(({ name, detail }) => `${name}: ${detail}`);

let running: RunningService | undefined;
afterEach(() => running?.stop());

test("what cannot be replayed is told before the first connection, and exits 78", async () => {
  const { ports, asked } = away();
  const fault = { name: "FLIGHTS_FILE", given: "/tmp", expected: "a file", cure: "It is a directory." };
  running = await startService(
    replay(async () => {
      throw new ConfigError([fault]);
    }),
    ports,
  );
  const failure = await running.done.catch((error: unknown) => error);
  expect(String(failure)).toContain("FLIGHTS_FILE");
  expect([exitCodeOf(failure), asked.count]).toEqual([78, 0]);
});

test("its API is open while it waits for the broker, and readiness says for what it waits", async () => {
  const opened = Promise.withResolvers<Recording<Thing>>();
  const { ports, asked } = away();
  running = await startService(
    replay(() => opened.promise),
    ports,
  );
  expect(faults(running)).toContain("connected: waiting for the recording to be opened");
  opened.resolve(blank("tape-1"));
  while (asked.count === 0) await new Promise((resolve) => setImmediate(resolve));
  expect(await (await fetch(`${running.addresses.api}/id`)).json()).toEqual({ id: "tape-1" });
  expect(faults(running)).toEqual(["lifecycle: starting", "connected: waiting for the broker"]);
});

test("it can be stopped while its recording is being opened", async () => {
  running = await startService(
    replay(() => new Promise(() => undefined)),
    away().ports,
  );
  await running.stop();
  await expect(running.done).resolves.toBeUndefined();
});

test.each(["", "Tape 1", "a.b", "x".repeat(65)])("%j is no id of a recording", async (id) => {
  running = await startService(
    replay(async () => blank(id)),
    away().ports,
  );
  await expect(running.done).rejects.toThrow("the recording's id is");
});
