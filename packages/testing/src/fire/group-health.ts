import { openOperator } from "@tributary/kafka";
import type { ServiceProcess } from "../service-process.ts";
import type { Evidence, Instance } from "./oracle.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** How a process says it fares. */
export async function instanceOf(process: ServiceProcess): Promise<Instance> {
  const [live, ready, residentBytes] = await Promise.all([
    process.health("livez"),
    process.health("readyz"),
    process.metric("process_resident_memory_bytes"),
  ]);
  const unready = ready.checks.filter(({ ok }) => !ok).map(({ name, detail }) => `${name}: ${detail}`);
  const alive = !process.hasExited && live.status === 200;
  return { alive, ready: ready.status === 200, unready, residentBytes };
}

/** How the coordinator says the group fares. */
export async function groupOf(
  brokers: readonly string[],
  group: string,
  partitions: number,
): Promise<Evidence["group"]> {
  const operator = await openOperator({ clientId: "group-health", brokers, log: silent });
  try {
    const members = (await operator.groups()).find((each) => each.group === group)?.members ?? [];
    const assignedPartitions = members.reduce((sum, { assignment }) => sum + assignment.length, 0);
    return { members: members.length, assignedPartitions, partitions };
  } finally {
    await operator.close();
  }
}

/** Offsets of a topic that the group has not committed. */
export async function lagOf(brokers: readonly string[], group: string, topic: string): Promise<number> {
  const operator = await openOperator({ clientId: "group-health", brokers, log: silent });
  try {
    const ends = await operator.bounds(topic);
    const committed = (await operator.committed(group)).filter((each) => each.topic === topic);
    return sum(ends.map(({ end }) => end)) - sum(committed.map(({ offset }) => offset));
  } finally {
    await operator.close();
  }
}

/** Sum of the offsets the group has committed. */
export async function committedOffsets(brokers: readonly string[], group: string): Promise<number> {
  const operator = await openOperator({ clientId: "group-health", brokers, log: silent });
  try {
    return sum((await operator.committed(group)).map(({ offset }) => offset));
  } finally {
    await operator.close();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
