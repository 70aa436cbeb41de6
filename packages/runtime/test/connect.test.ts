import { BrokerError, RegistryError } from "@tributary/kafka";
import { pino } from "pino";
import { connect } from "../src/connect.ts";
import { Waiting } from "../src/waiting.ts";

function options(clock?: () => number) {
  const stop = new AbortController();
  const waiting = new Waiting();
  const log = pino({ level: "silent" });
  return { stop, waiting, log, signal: stop.signal, ...(clock && { clock }) };
}

/** Fails with each error in turn, then opens. */
function failing(...errors: readonly Error[]) {
  const left = [...errors];
  const open = async () => {
    open.tries += 1;
    const error = left.shift();
    if (error !== undefined) throw error;
    return "open";
  };
  open.tries = 0;
  return open;
}

const away = () => new BrokerError("unavailable", "connect ECONNREFUSED");
const missing = () => new BrokerError("unknown_topic", "there is no topic x");

test("a broker that is away is waited for", async () => {
  const open = failing(away(), away());
  await expect(connect("the broker", open, options())).resolves.toBe("open");
  expect(open.tries).toBe(3);
});

test("a schema that is provisioned a moment later is waited for", async () => {
  const open = failing(new RegistryError("schema_not_registered", "run the provisioning"));
  await expect(connect("the registry", open, options())).resolves.toBe("open");
});

test("what no waiting mends rejects at once", async () => {
  const open = failing(new BrokerError("authentication_failed", "wrong password"));
  await expect(connect("the broker", open, options())).rejects.toThrow("wrong password");
  expect(open.tries).toBe(1);
});

/** A clock that shows `ms` whenever the n-th try fails. */
const clockOf = (open: { tries: number }, ms: readonly number[]) => () => ms[open.tries - 1] ?? Number.NaN;

test("a topic that stays missing for two minutes is given up", async () => {
  const open = failing(missing(), missing(), missing());
  const clock = clockOf(open, [50_000, 169_999, 170_000]);
  await expect(connect("topic x", open, options(clock))).rejects.toThrow("there is no topic x");
  expect(open.tries).toBe(3);
});

test("the two minutes begin when the broker that was away says that the topic is missing", async () => {
  const open = failing(missing(), away(), missing(), missing());
  const clock = clockOf(open, [0, 100_000, 600_000, 719_999]);
  await expect(connect("topic x", open, options(clock))).resolves.toBe("open");
});

test("while it waits it says for what, and why the last try came to nothing", async () => {
  const rest = options();
  const seen = new Set<string | undefined>();
  const broken = failing(away(), away());
  const open = () => {
    seen.add(rest.waiting.probe());
    return broken();
  };
  await connect("topic x", open, rest);
  expect([...seen]).toEqual(["waiting for topic x", "waiting for topic x: connect ECONNREFUSED"]);
  rest.waiting.over();
  expect(rest.waiting.probe()).toBeUndefined();
});

test("a stop ends the wait between two tries", async () => {
  const { stop, ...rest } = options();
  const open = failing(away());
  const connecting = connect("the broker", open, rest);
  const reason = new Error("told to stop");
  while (rest.waiting.probe() === "waiting for the broker") await Promise.resolve();
  stop.abort(reason);
  await expect(connecting).rejects.toBe(reason);
  expect(open.tries).toBe(1);
});

test("a stop ends the wait although the try in hand never answers", async () => {
  const { stop, ...rest } = options();
  const connecting = connect("the broker", () => new Promise<never>(() => {}), rest);
  const reason = new Error("told to stop");
  stop.abort(reason);
  await expect(connecting).rejects.toBe(reason);
});
