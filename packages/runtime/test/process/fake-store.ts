import type { Message } from "../../src/process/message.ts";
import type { Rejection, Writer } from "../../src/process/sink.ts";
import type { Thing } from "../things.ts";

type Batch = readonly Message<Thing>[];

/** A store in memory, addressed by (topic, partition, offset); what it answers is told by the test. */
export class FakeStore implements Writer<Thing> {
  readonly rows = new Map<string, string>();
  /** Of each write its ids. */
  readonly writes: string[][] = [];
  readonly begun: string[] = [];
  closed = 0;
  /** Taken in turn, one for each write; when there is none, the write succeeds. */
  readonly answers: ((batch: Batch, signal: AbortSignal) => Promise<readonly Rejection<Thing>[]>)[] = [];
  beginning: ((signal: AbortSignal) => Promise<void>) | undefined;

  async begin(at: { readonly topic: string; readonly partition: number }, signal: AbortSignal) {
    this.begun.push(`${at.topic}/${at.partition}`);
    await this.beginning?.(signal);
  }

  async write(batch: Batch, signal: AbortSignal): Promise<readonly Rejection<Thing>[]> {
    this.writes.push(batch.map(({ key }) => key));
    const answer = this.answers.shift();
    if (answer !== undefined) return answer(batch, signal);
    return this.keep(batch);
  }

  /** Keeps all but those of color `refused`. */
  keep(batch: Batch): readonly Rejection<Thing>[] {
    const refused = batch.filter(({ value }) => value.color === "refused");
    for (const message of batch) {
      const { topic, partition, offset, value } = message;
      if (value.color !== "refused") this.rows.set(`${topic}/${partition}/${offset}`, value.id);
    }
    return refused.map((message) => ({ message, reason: "document_too_large", detail: "17 MB" }));
  }

  async close(): Promise<void> {
    this.closed++;
  }
}
