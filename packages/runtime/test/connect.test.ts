import { BrokerError, RegistryError } from "@tributary/kafka";
import { pino } from "pino";
import { connect } from "../src/connect.ts";

const log = pino({ level: "silent" });
const never = new AbortController().signal;

test("a broker that is away is waited for", async () => {
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (tries < 3) throw new BrokerError("unavailable", "connect ECONNREFUSED");
    return "open";
  };
  await expect(connect("the broker", open, log, never)).resolves.toBe("open");
  expect(tries).toBe(3);
});

test("a schema that is provisioned a moment later is waited for", async () => {
  let tries = 0;
  const open = async () => {
    tries += 1;
    if (tries < 2) throw new RegistryError("schema_not_registered", "run the provisioning");
    return "open";
  };
  await expect(connect("the registry", open, log, never)).resolves.toBe("open");
});

test("what no waiting mends rejects at once", async () => {
  let tries = 0;
  const open = async () => {
    tries += 1;
    throw new BrokerError("authentication_failed", "wrong password");
  };
  await expect(connect("the broker", open, log, never)).rejects.toThrow("wrong password");
  expect(tries).toBe(1);
});

test("a stop ends the waiting", async () => {
  const stop = new AbortController();
  const open = async () => {
    stop.abort();
    throw new BrokerError("unavailable", "connect ECONNREFUSED");
  };
  await expect(connect("the broker", open, log, stop.signal)).rejects.toThrow();
});
