import { flight, marketBar, type Topic, vehiclePosition } from "@tributary/contracts";
import { type Broker, type Decoder, openCodec, openKafkaBroker } from "@tributary/kafka";
import type { System } from "@tributary/local-stack";
import { eventually } from "@tributary/testing";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** How many records were sent to whom. */
export type Sent = Readonly<Record<string, { readonly topic: string; readonly records: number }>>;

/**
 * What would make series without end where a value were a label: records of hundreds of vehicles, airlines and symbols that
 * nobody has heard of, bytes that are damaged each in its own way, requests for paths that are not there.
 */
export async function hostilities(system: System): Promise<Sent> {
  const broker = await brokerOf(system);
  const sendTo = sender(system, broker);
  const vehicles = await sendTo(vehiclePosition, 300, (one, n) => ({
    ...one,
    vehicleId: `hostile:${n}`,
    line: `hostile${n}`,
    destination: `hostile ${n}`,
  }));
  const flights = await sendTo(flight, 400, (one, n) => ({
    ...one,
    airline: [n / 26, n % 26].map((each) => String.fromCharCode(65 + Math.floor(each))).join(""),
    tailNumber: `HOSTILE${n}`,
  }));
  const bars = await sendTo(marketBar, 300, (one, n) => ({ ...one, symbol: `HOSTILE${n}` }));
  // A view skips without limit; of a group's records few may be bad, or it would trip.
  const [garbage, little] = [
    await damage(broker, vehiclePosition.name, 200),
    await damage(broker, flight.name, 5),
  ];
  const { url } = system.replica("map-feed");
  for (let n = 0; n < 50; n++) {
    await fetch(`${url}/hostile/${n}?hostile=${n}`, { method: n % 2 === 0 ? "GET" : "POST" });
    await fetch(`${url}/vehicles?hostile${n}=1`);
  }
  await broker.close();
  return {
    "map-feed": { topic: vehiclePosition.name, records: vehicles + garbage },
    "flights-per-airline": { topic: flight.name, records: flights + little },
    "technical-indicators": { topic: marketBar.name, records: bars },
  };
}

/** Sends the group of the flights nothing but what it has to bury. */
export async function poison(system: System, records: number): Promise<void> {
  const broker = await brokerOf(system);
  await damage(broker, flight.name, records);
  await broker.close();
}

const brokerOf = (system: System): Promise<Broker> =>
  openKafkaBroker({ clientId: "hostile", brokers: system.parts.kafkaBrokers.split(","), log: silent });

/** Sends variations of a record that is there. */
function sender(system: System, broker: Broker) {
  const codec = openCodec({ registryUrl: system.parts.schemaRegistryUrl, log: silent });
  return async <T>(topic: Topic<T>, records: number, vary: (one: T, n: number) => T): Promise<number> => {
    const publisher = await broker.openPublisher({ topic: topic.name, whenFull: "wait" });
    const encoder = await codec.encoder(topic, AbortSignal.timeout(20_000));
    const one = await firstOf(topic, broker, codec.decoder(topic));
    for (let n = 0; n < records; n++) {
      const value = vary(one, n);
      if (topic.fault?.(value) !== undefined) throw new Error(`${topic.name}: ${topic.fault(value)?.field}`);
      void publisher.publish({ key: topic.key(value), value: encoder.encode(value) });
    }
    await publisher.flush();
    return records;
  };
}

async function firstOf<T>(topic: Topic<T>, broker: Broker, decoder: Decoder<T>): Promise<T> {
  const reader = await broker.openReader({ topic: topic.name, from: { at: "earliest" } });
  const stop = new AbortController();
  let found: Buffer | null = null;
  await reader.run(
    ({ records }) => {
      found ??= records.find(({ value }) => value !== null)?.value ?? null;
      if (found !== null) stop.abort();
    },
    AbortSignal.any([stop.signal, AbortSignal.timeout(20_000)]),
  );
  return eventually(() => {
    const decoded = decoder.decode(found);
    if (decoded.ok !== true)
      throw new Error(`nothing of ${topic.name} to vary: ${JSON.stringify(decoded.ok)}`);
    return decoded.value;
  });
}

/** Bytes that are no record: of schemas that nobody has, too short, without the magic byte, cut, under no key of theirs. */
async function damage(broker: Broker, topic: string, records: number): Promise<number> {
  const publisher = await broker.openPublisher({ topic, whenFull: "wait" });
  for (let n = 0; n < records; n++) {
    const bytes = Buffer.from(`hostile ${n}`);
    if (n % 4 === 1 || n % 4 === 2) bytes.writeUInt8(0, 0);
    if (n % 4 === 2) bytes.writeUInt32BE(1_000_000 + n, 1);
    void publisher.publish({ key: `hostile ${n}`, value: n % 4 === 3 ? Buffer.alloc(n % 6) : bytes });
  }
  await publisher.flush();
  return records;
}
