import { BrokerError, type Publisher } from "@tributary/kafka";
import type { Logger } from "pino";
import { Interrupt } from "../interrupt.ts";
import type { Mark } from "../mark.ts";
import { DefinitionError } from "../process/definition-error.ts";
import type { Emit } from "../process/emit.ts";
import { isPoison, type Outbox } from "../process/outbox.ts";
import type { StreamMetrics } from "../stream-metrics.ts";
import type { MarkKeeper } from "./mark-keeper.ts";
import type { Outlet } from "./outlet.ts";

const stopped = Symbol("stopped");

export interface PumpOptions {
  readonly service: string;
  readonly source: AsyncIterable<Emit | Mark>;
  readonly outbox: Pick<Outbox, "encode">;
  /** One for each topic that the outbox takes. */
  readonly outlets: readonly Outlet[];
  /** Undefined for a producer that keeps none. */
  readonly marks: MarkKeeper | undefined;
  readonly metrics: StreamMetrics;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Carries a source into its topics until the source ends or `signal` aborts, then waits until all that was taken is
 * acknowledged, and its marks are written. A value that breaks its contract is counted and left out: neighbours are not
 * held up by it. Rejects when the source throws, when the broker refuses for a reason no retry mends, and with a
 * `DefinitionError` for what the definition does not allow.
 */
export async function pump(options: PumpOptions): Promise<void> {
  const { service, outbox, marks, signal } = options;
  const outlets = new Map(options.outlets.map((outlet) => [outlet.topic, outlet]));
  const interrupt = new Interrupt();
  signal.addEventListener("abort", () => interrupt.raise(stopped), { once: true });
  let fatal: { readonly error: unknown } | undefined;
  const fail = (error: unknown) => {
    fatal ??= { error };
    interrupt.raise(error);
  };
  marks?.failed.addEventListener("abort", () => fail(marks.failed.reason), { once: true });

  const refuse = refusals(options);
  /** Answers whose room is to be waited for. */
  const publish = (emit: Emit): Publisher | undefined => {
    const letter = outbox.encode(emit);
    if (isPoison(letter)) {
      if (emit?.topic === undefined)
        throw new DefinitionError(`${service}: its source yielded what neither emit nor mark has made`);
      refuse(emit.topic.name, letter.error.replace(/^emit_/, ""), letter.message);
      return undefined;
    }
    const { topic, key, value } = letter;
    const { publisher, unacknowledged, tookSeconds } = outlets.get(topic) as Outlet;
    const begun = performance.now();
    const fate = publisher.publish({ key, value });
    unacknowledged.watch(fate);
    const settled = marks?.expect();
    fate.then(
      (outcome) => {
        const { sent, dropped } = options.metrics;
        (outcome === "acknowledged" ? sent : dropped).inc({ messaging_destination_name: topic });
        if (outcome === "acknowledged") tookSeconds((performance.now() - begun) / 1_000);
        settled?.();
      },
      (error: unknown) => {
        if (!(error instanceof BrokerError) || error.code !== "too_large") return fail(error);
        refuse(topic, "too_large", error.message);
        settled?.();
      },
    );
    return publisher;
  };
  const keep = (mark: Mark) => {
    if (marks === undefined)
      throw new DefinitionError(`${service} yields a mark and keeps none: set keepsMarks in its definition`);
    marks.keep(mark);
  };

  const iterator = options.source[Symbol.asyncIterator]();
  try {
    while (!signal.aborted) {
      const next = await interrupt.wait(iterator.next());
      if (next.done) break;
      if (isMark(next.value)) keep(next.value);
      else await interrupt.wait(publish(next.value)?.ready() ?? Promise.resolve());
    }
  } catch (error) {
    if (error !== stopped) throw error;
  } finally {
    // A source that waits for something else than the signal must not hold up the stop: its end is not awaited.
    void iterator.return?.().catch(() => {});
  }
  await Promise.all([...outlets.values()].map(({ publisher }) => publisher.flush()));
  if (fatal !== undefined) throw fatal.error;
  await marks?.flush();
}

/** Whatever a source without types may have yielded. */
const isMark = (value: Emit | Mark): value is Mark =>
  typeof value === "object" && value !== null && "mark" in value;

/** The metric counts them all; a source gone wrong must not fill the disk with lines that say the same. */
function refusals({ metrics, log }: PumpOptions): (topic: string, reason: string, detail: string) => void {
  const told = new Set<string>();
  return (topic, reason, detail) => {
    metrics.refused.inc({ messaging_destination_name: topic, reason });
    const kind = `${topic} ${reason}`;
    const level = told.has(kind) ? "debug" : "warn";
    told.add(kind);
    log[level]({ topic, reason, detail }, "record refused; further ones of this reason are counted");
  };
}
