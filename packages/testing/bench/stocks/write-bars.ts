import { type MarketBar, marketBar } from "@tributary/contracts";
import { openCodec, openKafkaBroker } from "@tributary/kafka";
import { silentLog } from "../../test/kafka/silent-log.ts";

/** Writes bars to `market.bar.v1` as fast as one process does; resolves when all are acknowledged. */
export async function writeBars(
  servers: { readonly kafkaBrokers: string; readonly schemaRegistryUrl: string },
  bars: Iterable<MarketBar>,
): Promise<void> {
  const brokers = servers.kafkaBrokers.split(",");
  const broker = await openKafkaBroker({ clientId: "bench-bars", brokers, log: silentLog });
  const codec = openCodec({ registryUrl: servers.schemaRegistryUrl, log: silentLog });
  const encoder = await codec.encoder(marketBar, AbortSignal.timeout(60_000));
  const publisher = await broker.openPublisher({ topic: marketBar.name, whenFull: "wait" });
  let count = 0;
  for (const bar of bars) {
    void publisher.publish({ key: bar.symbol, value: encoder.encode(bar) });
    await publisher.ready();
    // A real source yields to the loop; without it nothing is sent before the buffer is full.
    if (++count % 1_000 === 0) await new Promise(setImmediate);
  }
  await publisher.flush();
  await broker.close();
}
