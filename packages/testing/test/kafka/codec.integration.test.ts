import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { vehiclePosition } from "@tributary/contracts";
import { openCodec, provision } from "@tributary/kafka";
import { stackInUse } from "../../src/stack-in-use.ts";
import { testTopic } from "../../src/test-topic.ts";
import { silentLog } from "./silent-log.ts";

const value = {
  vehicleId: "london:1",
  line: "24",
  direction: "inbound",
  destination: null,
  latitude: 51.5,
  longitude: -0.1,
  bearingDegrees: 90,
  speedMetersPerSecond: null,
  observedAt: 1_700_000_000_000,
  nextStopId: null,
  delaySeconds: -30,
  occupancy: null,
  sequence: 7,
};

/** Stands before the registry and passes on, refuses or hangs as the test says. */
class Gate {
  manner: "open" | "refuse" | "hang" = "open";
  requests = 0;
  readonly #server: Server;

  constructor(registryUrl: string) {
    this.#server = createServer((request, response) => {
      this.requests++;
      if (this.manner === "refuse") request.socket.destroy();
      if (this.manner !== "open") return;
      void fetch(`${registryUrl}${request.url}`).then(async (answer) => {
        response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
      });
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

test.each(["refuse", "hang"] as const)(
  "a registry that begins to %s changes nothing for schemas that are known",
  async (manner) => {
    const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
    const topic = testTopic(vehiclePosition);
    const kafka = { clientId: "codec", brokers: kafkaBrokers, log: silentLog };
    await provision({
      kafka,
      registry: { registryUrl: schemaRegistryUrl },
      topics: [topic],
      replicationFactor: 1,
    });
    const gate = new Gate(schemaRegistryUrl);
    const codec = openCodec({ registryUrl: await gate.listen(), log: silentLog, timeoutMs: 200 });
    const encoder = await codec.encoder(topic, new AbortController().signal);
    const decoder = codec.decoder(topic);
    const bytes = encoder.encode(value);
    // On a busy machine the registry's first answer may take longer than the time-out.
    let known = decoder.decode(bytes);
    for (; known.ok === "pending"; known = decoder.decode(bytes)) await known.resolved;
    expect(decoder.decode(bytes)).toEqual({ ok: true, value });

    gate.manner = manner;
    const before = gate.requests;
    const foreign = Buffer.from(bytes);
    foreign.writeInt32BE(999_999, 1);
    const unknown = decoder.decode(foreign);
    expect(decoder.decode(encoder.encode(value))).toEqual({ ok: true, value });
    expect(unknown.ok).toBe("pending");
    if (unknown.ok === "pending") await unknown.resolved;
    expect(codec.failingSince).toBeDefined();
    const stillUnknown = decoder.decode(foreign);
    expect(stillUnknown.ok).toBe("pending");
    expect(gate.requests).toBeGreaterThan(before);

    gate.manner = "open";
    if (stillUnknown.ok === "pending") await stillUnknown.resolved;
    expect(decoder.decode(foreign)).toMatchObject({ ok: false, reason: "unknown_schema" });
    expect(codec.failingSince).toBeUndefined();
    gate.close();
  },
);
