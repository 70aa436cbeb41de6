import { openKafkaBroker } from "@tributary/kafka";
import { startProbe } from "../../src/conformance/group-probe.ts";
import { silentLog } from "./silent-log.ts";

/** A consumer that commits nothing and waits to be killed: tells each value it is given in a line of JSON. */
const { brokers, group, topic } = JSON.parse(process.argv[2] ?? "{}") as {
  readonly brokers: readonly string[];
  readonly group: string;
  readonly topic: string;
};

const broker = await openKafkaBroker({ clientId: "doomed", brokers, log: silentLog });
const probe = await startProbe(
  broker,
  { group, topics: [topic] },
  {
    work: async ({ records, nextOffset }) => {
      for (const { value } of records) process.stdout.write(`${JSON.stringify(String(value))}\n`);
      return { next: nextOffset };
    },
  },
);
await probe.done;
