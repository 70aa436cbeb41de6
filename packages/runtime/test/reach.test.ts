import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reach } from "../src/reach.ts";

let state: string;
beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "reach-"));
});
afterEach(() => rmSync(state, { recursive: true, force: true }));

const note = (text: object) => writeFileSync(join(state, "launcher.json"), JSON.stringify(text));
const running = { pid: 4711, kafkaBrokers: "127.0.0.1:9095", schemaRegistryUrl: "http://127.0.0.1:8085" };

test("a running start of this tree is what is meant", () => {
  note(running);
  const { env, origin } = reach({ TRIBUTARY_STATE: state }, (pid) => pid === 4711);

  expect(env).toMatchObject({
    KAFKA_BROKERS: "127.0.0.1:9095",
    SCHEMA_REGISTRY_URL: "http://127.0.0.1:8085",
  });
  expect(origin).toContain("npm start");
});

test("the environment's word counts before it", () => {
  note(running);
  const given = { TRIBUTARY_STATE: state, KAFKA_BROKERS: "kafka:9092" };

  expect(reach(given, () => true)).toMatchObject({ env: given, origin: "named by KAFKA_BROKERS" });
  expect(
    reach({ TRIBUTARY_STATE: state, SCHEMA_REGISTRY_URL: "http://registry" }, () => true).env,
  ).toMatchObject({ KAFKA_BROKERS: "127.0.0.1:9095", SCHEMA_REGISTRY_URL: "http://registry" });
});

test.each([
  ["was killed", running],
  ["has no servers yet", { pid: 4711 }],
])("a start that %s means nothing", (_, text) => {
  note(text);
  const given = { TRIBUTARY_STATE: state };

  expect(reach(given, () => !("kafkaBrokers" in text))).toMatchObject({
    env: given,
    origin: expect.stringContaining("KAFKA_BROKERS is not set"),
  });
});
