import { createClient } from "../../src/kafka-connection.ts";
import { assertSupported, createCluster } from "../../src/kafkajs/kafkajs.ts";
import { KafkajsModules } from "../../src/kafkajs/kafkajs-modules.ts";
import { silentLog } from "../silent-log.ts";

test("only the version that the patches are made for is accepted", () => {
  expect(() => assertSupported("2.2.4")).not.toThrow();
  for (const other of ["2.2.3", "2.2.5", "2.3.0-beta.3", "3.0.0"])
    expect(() => assertSupported(other)).toThrow(other);
});

test("the installed kafkajs is that version", () => {
  expect(() => assertSupported(new KafkajsModules().version)).not.toThrow();
});

test("a client's cluster is within reach", () => {
  const cluster = createCluster(createClient({ clientId: "test", brokers: ["127.0.0.1:1"], log: silentLog }));

  expect(cluster.isConnected()).toBe(false);
});

test("a replaced file reaches those that ask for it, in its own copy only", () => {
  const patched = new KafkajsModules();
  const stock = new KafkajsModules();
  const file = "src/constants.js";
  patched.replace(file, { ...stock.read(file), EARLIEST_OFFSET: -42 });
  const defaultOffset = (modules: KafkajsModules) =>
    modules.read("src/cluster/index.js").prototype.defaultOffset({ fromBeginning: true });

  expect(defaultOffset(patched)).toBe(-42);
  expect(defaultOffset(stock)).toBe(-2);
});
