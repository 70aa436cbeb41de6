import { topics } from "@tributary/contracts";
import { createOperations } from "@tributary/operations";
import type { Connections, Context } from "@tributary/runtime";
import { openOnce } from "./open-once.ts";

type OpenerContext = Pick<Context, "log" | "now"> & { readonly connections: Connections };

/** Reaches for the cluster when first asked, not before: the console also serves while Kafka is away. */
export function operationsOpener({ connections, log, now }: OpenerContext) {
  const operator = openOnce(connections.openOperator);
  const broker = openOnce(connections.openBroker);
  return openOnce(async () =>
    createOperations({
      operator: await operator(),
      broker: await broker(),
      codec: connections.openCodec(),
      topics,
      now,
      log,
    }),
  );
}
