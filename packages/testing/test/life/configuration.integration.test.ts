import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { ServiceProcess } from "../../src/index.ts";
import { endAll, provisionPositions, servers, service, toldOf } from "./services.ts";

/** A server of our own: whoever connects is counted. */
async function listener() {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { port, connections: () => connections, close: () => server.close() };
}

let other: Awaited<ReturnType<typeof listener>>;
beforeAll(async () => {
  other = await listener();
});
afterEach(endAll);
afterAll(() => other.close());

const configurationFault = 78;
/** Broker and registry addresses of our own listener, which would notice a connection. */
const watched = () => ({
  KAFKA_BROKERS: `127.0.0.1:${other.port}`,
  SCHEMA_REGISTRY_URL: `http://127.0.0.1:${other.port}`,
});

async function refusal(started: ServiceProcess): Promise<string> {
  expect(await started.exited).toBe(configurationFault);
  return started.output;
}

test("all wrong variables are told at once, without a secret, before the first connection", async () => {
  const faults = {
    OPS_PORT: "70000",
    LOG_LEVEL: "loud",
    SCHEMA_REGISTRY_URL: "localhost:8081",
    BUS_SPEED: "fast",
    KAFKA_SASL_PASSWORD: "never-to-be-seen",
    KAFKA_SASL_PASSWORD_FILE: "/never/there",
  };
  const output = await refusal(service("bus-gps", { ...watched(), ...faults }));
  for (const name of ["OPS_PORT", "LOG_LEVEL", "SCHEMA_REGISTRY_URL", "BUS_SPEED"]) {
    expect(output).toContain(`  ${name}: given `);
  }
  expect(output).not.toContain("never-to-be-seen");
  expect(other.connections()).toBe(0);
});

test("variables of the broker that do not go together are told at once, before the first connection", async () => {
  const faults = {
    KAFKA_BROKERS: `127.0.0.1:${other.port},kafka-without-port`,
    KAFKA_SASL_MECHANISM: "plain",
    KAFKA_SASL_PASSWORD: "never-to-be-seen",
    KAFKA_TLS: "true",
    KAFKA_TLS_CA_FILE: "/never/there.pem",
    KAFKA_TLS_KEY_FILE: "/never/there.key",
  };
  const output = await refusal(service("map-feed", { ...watched(), ...faults }));
  expect(output).toContain('KAFKA_BROKERS: given "kafka-without-port", expected host:port');
  expect(output).toContain("KAFKA_SASL_USERNAME: given nothing");
  expect(output).toContain('KAFKA_TLS_CA_FILE: given "/never/there.pem", expected a file');
  expect(output).toContain("KAFKA_TLS_CERT_FILE: given nothing");
  expect(output).not.toContain("never-to-be-seen");
  expect(other.connections()).toBe(0);
});

test.each([
  ["bus-gps", { BUS_LINES: "11,ZZ9" }, "BUS_LINES"],
  ["bus-gps", { BUS_INPUT: "siri-vm" }, "BUS_INPUT_URL"],
  ["console", { API_URLS: "map-feed" }, "API_URLS"],
] as const)("%s with %j names %s and makes no connection", async (name, env, variable) => {
  const output = await refusal(service(name, { ...watched(), ...env }));
  expect(output).toContain(`${variable}: given `);
  expect(other.connections()).toBe(0);
});

test("an ops port in use is named", async () => {
  const output = await refusal(service("console", { OPS_PORT: String(other.port) }));
  expect(output).toContain(`OPS_PORT: given "${other.port}", expected a port that nobody listens on`);
});

test.each(["console", "map-feed"] as const)("an API port of %s in use is named", async (name) => {
  await provisionPositions(servers());
  const output = await refusal(service(name, { ...toldOf(servers()), HTTP_PORT: String(other.port) }));
  expect(output).toContain(`HTTP_PORT: given \\"${other.port}\\", expected a port that nobody listens on`);
});

test("an address that is not of this machine is named", async () => {
  // 192.0.2.0/24 is kept for documentation (RFC 5737): no machine has it.
  const output = await refusal(service("console", { OPS_HOST: "192.0.2.1" }));
  expect(output).toContain('OPS_HOST: given "192.0.2.1", expected an address of this machine');
});
