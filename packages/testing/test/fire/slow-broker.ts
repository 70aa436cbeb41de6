import { setTimeout as sleep } from "node:timers/promises";
import type { Broker } from "@tributary/kafka";
import { brokerWith } from "./broker-with.ts";
import type { Windows } from "./late-fence-broker.ts";

/** Keeps every rule, and dawdles where the unsafe brokers do: what fails there must hold here. */
export function slowBroker(broker: Broker, { beforeFenceMs, beforeCommitMs }: Windows): Broker {
  return brokerWith(broker, {
    openTransactor: async (options) => {
      await sleep(beforeFenceMs);
      const transactor = await broker.openTransactor(options);
      return {
        commit: async (records, offsets) => {
          await sleep(beforeCommitMs);
          await transactor.commit(records, offsets);
        },
        close: () => transactor.close(),
      };
    },
  });
}
