/**
 * A thousand pages, each on 1/20 of the map, with 9,000 vehicles that report once a second; one page that never reads
 * joins half-way. Prints one JSON document: delays from the broker's append to the write and to the arrival, CPU and
 * memory of map-feed.
 *
 *     node bench/fan-out.ts                                     starts Kafka, registry, map-feed and the vehicles itself
 *     node bench/fan-out.ts --through-console                   the same through the console's proxy
 *     node bench/fan-out.ts --url http://127.0.0.1:4000/api/map-feed --ops http://127.0.0.1:4201
 *                                                               against what runs already, vehicles included
 *
 * Also: --readers 1000 --vehicles 9000 --seconds 30. The crowd shares the machine's cores with what it measures.
 */
import http from "node:http";
import { cpus } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { vehiclePosition } from "@tributary/contracts";
import { startStack, TopicWriter } from "@tributary/testing";
import { Crowd } from "./crowd.ts";
import { percentile } from "./percentile.ts";
import { delayBetween, serverFigures } from "./server-figures.ts";
import { startService } from "./service-process.ts";
import { writePositions } from "./write-positions.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    ops: { type: "string" },
    "through-console": { type: "boolean", default: false },
    readers: { type: "string", default: "1000" },
    vehicles: { type: "string", default: "9000" },
    seconds: { type: "string", default: "30" },
  },
});
const [readers, vehicles, seconds] = [values.readers, values.vehicles, values.seconds].map(Number) as [
  number,
  number,
  number,
];
const say = (line: string) => process.stderr.write(`${line}\n`);
const closing: (() => unknown)[] = [];

async function startOwn(): Promise<{ url: string; ops: string }> {
  const stack = await startStack(say);
  closing.push(() => stack.stop());
  process.env.KAFKA_BROKERS = stack.kafkaBrokers;
  process.env.SCHEMA_REGISTRY_URL = stack.schemaRegistryUrl;
  const writer = await TopicWriter.open(vehiclePosition);
  const mapFeed = await startService(new URL("../src/main.ts", import.meta.url), {});
  closing.push(() => mapFeed.stop());
  const stop = new AbortController();
  const writing = writePositions(writer, vehicles, stop.signal);
  closing.push(async () => {
    stop.abort();
    await writing;
    await writer.close();
  });
  if (!values["through-console"]) return mapFeed;
  const proxy = await startService(new URL("../../console/src/main.ts", import.meta.url), {
    API_URLS: `map-feed=${mapFeed.url}`,
    OPS_URLS: `map-feed=${mapFeed.ops}`,
  });
  closing.push(() => proxy.stop());
  return { url: `${proxy.url}/api/map-feed`, ops: mapFeed.ops };
}

async function measure(url: string, ops: string) {
  const crowd = new Crowd();
  closing.push(() => crowd.close());
  await crowd.open(url, readers);
  say(`${readers} readers are here`);
  await delay(5_000); // greetings and their compilation are not the steady state
  const before = await serverFigures(ops);
  crowd.bytes = 0;
  crowd.delays = [];
  await delay((seconds * 1000) / 2);

  const stuck = http.get(`${url}/vehicles/stream`, { agent: false }, (response) => response.pause());
  stuck.on("error", () => {});
  closing.push(() => stuck.destroy());
  const stuckAt = performance.now();
  let cutAfter: number | undefined;
  while (performance.now() - stuckAt < (seconds * 1000) / 2) {
    await delay(500);
    if (cutAfter === undefined && (await serverFigures(ops)).cut > before.cut)
      cutAfter = performance.now() - stuckAt;
  }

  const after = await serverFigures(ops);
  const lasted = (after.at - before.at) / 1000;
  const round = (value: number, digits = 0) => Number(value.toFixed(digits));
  return {
    url: new URL(url).pathname === "/" ? "direct" : new URL(url).pathname,
    readers,
    vehicles,
    seconds: round(lasted),
    cores: cpus().length,
    appendToWriteMs: {
      what: "oldest change of each write, from map-feed's histogram",
      p50: round(delayBetween(before, after, 0.5) * 1000),
      p99: round(delayBetween(before, after, 0.99) * 1000),
    },
    appendToReceiveMs: {
      what: "every row at every 50th reader",
      rows: crowd.delays.length,
      p50: round(percentile(crowd.delays, 0.5)),
      p99: round(percentile(crowd.delays, 0.99)),
      max: round(percentile(crowd.delays, 1)),
    },
    mapFeed: {
      cpuCores: round((after.cpuSeconds - before.cpuSeconds) / lasted, 2),
      heapUsedMegabytes: round(after.heapUsedBytes / 1e6),
      externalMegabytes: round(after.externalBytes / 1e6),
      rssMegabytes: round(after.residentBytes / 1e6),
      eventLoopMaxMs: round(after.eventLoopMaxSeconds * 1000),
      framesEncodedPerSecond: round((after.encoded - before.encoded) / lasted),
    },
    receivedMegabytesPerSecond: round(crowd.bytes / 1e6 / lasted, 1),
    readersLost: crowd.ended,
    stuckReaderCutAfterSeconds: cutAfter === undefined ? null : round(cutAfter / 1000, 1),
  };
}

try {
  const { url, ops } =
    values.url === undefined ? await startOwn() : { url: values.url, ops: values.ops ?? "" };
  process.stdout.write(`${JSON.stringify(await measure(url, ops), undefined, 2)}\n`);
} finally {
  for (const close of closing.reverse()) await close();
}
