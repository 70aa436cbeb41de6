import type { Topic } from "@tributary/contracts";
import { BrokerError, type Encoder, EncodingError, type Publisher } from "@tributary/kafka";
import type { Logger } from "pino";
import { Interrupt } from "./interrupt.ts";
import type { StreamMetrics } from "./stream-metrics.ts";
import type { Unacknowledged } from "./unacknowledged.ts";

const stopped = Symbol("stopped");

export interface PumpOptions<T> {
  readonly source: AsyncIterable<T>;
  readonly topic: Topic<T>;
  readonly encoder: Encoder<T>;
  readonly publisher: Publisher;
  readonly unacknowledged: Unacknowledged;
  readonly metrics: StreamMetrics;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Carries a source into its topic until the source ends or `signal` aborts, then waits until all that was taken is
 * acknowledged. A value that breaks its contract is counted and left out: neighbours are not held up by it.
 * Rejects when the source throws, or when the broker refuses for a reason no retry mends.
 */
export async function pump<T>(options: PumpOptions<T>): Promise<void> {
  const { topic, encoder, publisher, unacknowledged, metrics, log, signal } = options;
  const labels = { messaging_destination_name: topic.name };
  const interrupt = new Interrupt();
  signal.addEventListener("abort", () => interrupt.raise(stopped), { once: true });

  let fatal: { readonly error: unknown } | undefined;
  const told = new Set<string>();
  const refuse = (reason: string, detail: unknown) => {
    metrics.refused.inc({ ...labels, reason });
    // The metric counts them all; a source gone wrong must not fill the disk with lines that say the same.
    const level = told.has(reason) ? "debug" : "warn";
    told.add(reason);
    log[level](
      { topic: topic.name, reason, detail },
      "record refused; further ones of this reason are counted",
    );
  };
  const encode = (value: T): Buffer | undefined => {
    const fault = topic.fault(value);
    if (fault !== undefined) {
      refuse("out_of_range", fault);
      return undefined;
    }
    try {
      return encoder.encode(value);
    } catch (error) {
      if (!(error instanceof EncodingError)) throw error;
      refuse("unencodable", error.message);
      return undefined;
    }
  };
  const publish = (value: T): void => {
    const bytes = encode(value);
    if (bytes === undefined) return;
    const fate = publisher.publish({ key: topic.key(value), value: bytes });
    unacknowledged.watch(fate);
    fate.then(
      (outcome) => (outcome === "acknowledged" ? metrics.sent : metrics.dropped).inc(labels),
      (error: unknown) => {
        if (error instanceof BrokerError && error.code === "too_large") refuse("too_large", error.message);
        else {
          fatal ??= { error };
          interrupt.raise(error);
        }
      },
    );
  };

  const iterator = options.source[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const next = await interrupt.wait(iterator.next());
      if (next.done) break;
      publish(next.value);
      await interrupt.wait(publisher.ready());
    }
  } catch (error) {
    if (error !== stopped) throw error;
  } finally {
    // A source that waits for something else than the signal must not hold up the stop: its end is not awaited.
    void iterator.return?.().catch(() => {});
  }
  await publisher.flush();
  if (fatal !== undefined) throw fatal.error;
}
