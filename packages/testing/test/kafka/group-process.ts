import { openKafkaBroker } from "@tributary/kafka";
import { silentLog } from "./silent-log.ts";

/**
 * A member of a group in a process of its own, to be killed or stopped: `node group-process.ts <settings>`. Before each
 * record it confirms that it holds the partition (and looks at nothing else), tells, and takes its time; a line of JSON
 * for everything it does.
 */
interface Settings {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly topic: string;
  readonly instanceId?: string;
  readonly sessionTimeoutMs: number;
  readonly recordMs: number;
}

/** Comes to a boundary every so often, for the group waits for it when it rebalances. */
const recordsPerSlice = 10;
const settings = JSON.parse(process.argv[2] ?? "{}") as Settings;
const tell = (fields: object) => process.stdout.write(`${JSON.stringify(fields)}\n`);
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());

const broker = await openKafkaBroker({
  clientId: "group-process",
  brokers: settings.brokers,
  log: silentLog,
});
const { group, topic, instanceId, sessionTimeoutMs } = settings;
const options = { group, topics: [topic], sessionTimeoutMs };
const member = await broker.joinGroup(instanceId === undefined ? options : { ...options, instanceId });
const refused = (partition: number) => (error: unknown) => {
  tell({ refused: partition, code: (error as { code?: string }).code });
  throw error;
};
try {
  await member.run(
    {
      async begin(tenure) {
        tell({ begin: tenure.partition, committed: tenure.committed ?? null });
        return tenure.committed ?? 0;
      },
      async work({ partition, records, nextOffset }, tenure) {
        const slice = records.slice(0, recordsPerSlice);
        for (const { offset, value } of slice) {
          await tenure.confirm().catch(refused(partition));
          tell({ taken: partition, value: String(value) });
          await new Promise((resolve) => setTimeout(resolve, settings.recordMs));
          await tenure.commit(offset + 1).catch(refused(partition));
        }
        const after = records[recordsPerSlice];
        return { next: after?.offset ?? nextOffset };
      },
      async end(tenure) {
        tell({ end: tenure.partition });
      },
    },
    stopping.signal,
  );
  tell({ left: true });
} catch (error) {
  tell({ failed: (error as { code?: string }).code ?? String(error) });
}
await broker.close();
