import { performance } from "node:perf_hooks";

/** What one worker of the throughput bench measured in its own process. */
export interface Measurement {
  readonly records: number;
  readonly seconds: number;
  readonly recordsPerSecond: number;
  /** User and system time of this process, microseconds a record. */
  readonly cpuMicrosecondsPerRecord: number;
  readonly peakRssMegabytes: number;
}

export const recordBytes = 100;

/** Arguments of every worker: topic, number of records, brokers. */
export function workload() {
  const [topic, records, brokers] = process.argv.slice(2);
  if (topic === undefined || brokers === undefined) throw new Error("usage: <topic> <records> <brokers>");
  return { topic, records: Number(records), brokers: brokers.split(",") };
}

/** A key of one of 10,000 vehicles and 100 bytes that do not compress to nothing. */
export function recordAt(index: number): { key: string; value: Buffer } {
  const value = Buffer.alloc(recordBytes, "tributary-");
  value.writeUInt32BE((index * 2_654_435_761) >>> 0, 0);
  value.writeUInt32BE(index, 8);
  return { key: `SIM:${index % 10_000}`, value };
}

/** Measures `work` and prints the figures as one line of JSON. */
export async function measure(records: number, work: () => Promise<void>): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  const measurement: Measurement = {
    records,
    seconds,
    recordsPerSecond: records / seconds,
    cpuMicrosecondsPerRecord: (user + system) / records,
    peakRssMegabytes: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(measurement));
}
