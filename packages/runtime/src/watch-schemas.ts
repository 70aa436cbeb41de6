import type { Codec } from "@tributary/kafka";
import type { Room } from "./room.ts";

const tenMinutesMs = 600_000;

/**
 * Asks the registry now and every ten minutes whether it has newer schemas than this process, and shows it as a gauge. While
 * the registry is away the gauge stays as it was: who needs a look-up says so by itself.
 */
export function watchSchemas(
  codec: Pick<Codec, "drift">,
  { streamMetrics, lifecycle, log }: Pick<Room, "streamMetrics" | "lifecycle" | "log">,
): void {
  const known = new Set<string>();
  const look = async () => {
    for (const [topic, isOther] of await codec.drift()) {
      streamMetrics.schemaDrift.set({ messaging_destination_name: topic }, isOther ? 1 : 0);
      if (isOther && !known.has(topic))
        log.warn({ topic }, "the registry's latest schema is another than ours");
      if (isOther) known.add(topic);
      else known.delete(topic);
    }
  };
  const tryToLook = () => void look().catch((error) => log.debug({ err: error }, "no look at the schemas"));
  tryToLook();
  const timer = setInterval(tryToLook, tenMinutesMs).unref();
  lifecycle.onClose("watch over schemas", () => clearInterval(timer));
}
