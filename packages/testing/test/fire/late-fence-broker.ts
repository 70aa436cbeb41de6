import { setTimeout as sleep } from "node:timers/promises";
import type { Broker, Transactor } from "@tributary/kafka";
import { brokerWith } from "./broker-with.ts";

export interface Windows {
  /** Between the restore and the fence, milliseconds. */
  readonly beforeFenceMs: number;
  /** Between the decision to commit and the commit: where a stopped process is most likely found. */
  readonly beforeCommitMs: number;
}

/**
 * Unsafe, to prove that the fire tells: a transactional id is taken over only at the first commit, after the state was
 * restored, which is what one gets by restoring before InitProducerId. What a predecessor commits in between is folded
 * twice. The windows make visible in one run what else takes many.
 */
export function lateFenceBroker(broker: Broker, { beforeFenceMs, beforeCommitMs }: Windows): Broker {
  return brokerWith(broker, {
    openTransactor: async (options) => {
      let transactor: Transactor | undefined;
      return {
        commit: async (records, offsets) => {
          if (transactor === undefined) {
            await sleep(beforeFenceMs);
            transactor = await broker.openTransactor(options);
          }
          await sleep(beforeCommitMs);
          await transactor.commit(records, offsets);
        },
        close: async () => transactor?.close(),
      };
    },
  });
}
