import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { openKafkaBroker, openOperator, provision } from "@tributary/kafka";
import { fetchParts, findJava } from "@tributary/local-stack";
import type { BrokerUnderTest } from "../../src/conformance/broker-under-test.ts";
import { sessionTimeoutMs } from "../../src/conformance/group-probe.ts";
import { stackInUse } from "../../src/stack-in-use.ts";
import { silentLog } from "./silent-log.ts";

/** The cleaner takes up what is not in the newest segment, and every publisher begins a new one. */
const compactAtOnce = "segment.ms=100,min.cleanable.dirty.ratio=0.001,max.compaction.lag.ms=1";

/** The real broker in use, as the conformance suite takes hold of it. */
export async function kafkaUnderTest(): Promise<BrokerUnderTest> {
  const brokers = stackInUse().kafkaBrokers;
  const kafka = { clientId: "conformance", brokers, log: silentLog };
  const operator = await openOperator(kafka);
  const doomed: ChildProcess[] = [];
  return {
    openBroker: () => openKafkaBroker(kafka),
    createTopic: async (name, { partitions, isCompacted = false }) => {
      const cleanup = isCompacted
        ? ({ policy: "compact" } as const)
        : ({ policy: "delete", retentionMs: 86_400_000 } as const);
      await provision({ kafka, topics: [{ name, partitions, cleanup }], replicationFactor: 1 });
      if (isCompacted) await alterTopic(brokers.join(","), name, compactAtOnce);
    },
    startDoomed: async ({ group, topic }) => {
      const script = fileURLToPath(new URL("doomed-process.ts", import.meta.url));
      const child = spawn(
        process.execPath,
        ["--no-warnings", script, JSON.stringify({ brokers, group, topic })],
        {
          stdio: ["ignore", "pipe", "inherit"],
        },
      );
      doomed.push(child);
      const values: string[] = [];
      createInterface({ input: child.stdout }).on("line", (line) => values.push(JSON.parse(line)));
      return { values, crash: () => kill(child) };
    },
    // Nothing of this process runs meanwhile, its heartbeats neither: to the coordinator it is as good as dead.
    outlastSession: async () => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, sessionTimeoutMs + 1_500);
    },
    deleteBefore: (at) => operator.deleteBefore(at),
    // It is compacted in the broker's own time: every 15 s.
    compact: async () => undefined,
    close: async () => {
      await Promise.all(doomed.map(kill));
      await operator.close();
    },
  };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

/** By the tool that comes with the broker, for no service of ours may alter a topic. */
async function alterTopic(brokers: string, topic: string, settings: string): Promise<void> {
  const { kafka: jars } = await fetchParts(["kafka"], { say: () => undefined });
  const what = ["--alter", "--entity-type", "topics", "--entity-name", topic, "--add-config", settings];
  const flags = ["-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", join(jars, "*"), "kafka.admin.ConfigCommand"];
  await promisify(execFile)(findJava().command, [...flags, "--bootstrap-server", brokers, ...what]);
}
