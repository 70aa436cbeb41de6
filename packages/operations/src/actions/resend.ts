import {
  controlTopicName,
  deadLetterTopicName,
  originalHeaders,
  resendingHeaders,
} from "@tributary/contracts";
import type { IncomingRecord, Operator } from "@tributary/kafka";
import { type Control, readControl } from "../control/control.ts";
import { summaryOf } from "../dead-letters/buried-letter.ts";
import { groupsOf } from "../dead-letters/dead-letter-list.ts";
import { matches } from "../dead-letters/matching.ts";
import { type Bounds, batches, boundsOf } from "../log-reading/batches.ts";
import type {
  DeadLetterFilter,
  DeadLetterPlace,
  DeadLetterSelection,
  DeadLetterSummary,
  ResendReport,
} from "../operations.ts";
import type { Outbox } from "./outbox.ts";
import { ResentMarks } from "./resent-marks.ts";

export interface ResendTools {
  readonly operator: Operator;
  readonly outbox: Outbox;
  readonly by: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
}

export interface ResendOptions {
  readonly dryRun: boolean;
  readonly again?: boolean;
}

type Failure = ResendReport["failed"][number];

const byPlace = (a: Failure, b: Failure) =>
  a.group < b.group ? -1 : a.group > b.group ? 1 : a.partition - b.partition || a.offset - b.offset;

/** A place names one letter: it is looked up alone. */
function placeOf(what: DeadLetterSelection): DeadLetterPlace | undefined {
  return "offset" in what && "partition" in what ? what : undefined;
}

/** One run over the letters there are when it begins: what is buried meanwhile is not of it. */
export class Resending {
  readonly #tools: ResendTools;
  readonly #options: ResendOptions;
  readonly #marks: ResentMarks;
  readonly #bounds = new Map<string, Promise<readonly Bounds[] | undefined>>();
  readonly #failed: Failure[] = [];
  #matched = 0;
  #resent = 0;
  #alreadyResent = 0;

  constructor(tools: ResendTools, options: ResendOptions) {
    this.#tools = tools;
    this.#options = options;
    this.#marks = new ResentMarks(tools.outbox, tools.by);
  }

  async run(what: DeadLetterSelection): Promise<ResendReport> {
    const place = placeOf(what);
    if (place !== undefined) await this.#group(place.group, {}, place);
    else for (const group of await groupsOf(this.#tools.operator, what)) await this.#group(group, what);
    return this.report;
  }

  /** What was done so far. */
  get report(): ResendReport {
    return {
      matched: this.#matched,
      resent: this.#resent,
      alreadyResent: this.#alreadyResent,
      failed: this.#failed.toSorted(byPlace),
    };
  }

  async #group(group: string, filter: DeadLetterFilter, place?: DeadLetterPlace): Promise<void> {
    const { operator } = this.#tools;
    const topic = deadLetterTopicName(group);
    const bounds = (await this.#boundsOf(topic)) ?? [];
    const control = await readControl(operator, group);
    for (const [partition, whole] of bounds.entries()) {
      if (place !== undefined && place.partition !== partition) continue;
      const range = place === undefined ? whole : placeRange(place, whole);
      for await (const { records } of batches(operator, topic, partition, range)) {
        const chosen = records
          .map((record) => ({ record, summary: summaryOf(group, record, control) }))
          .filter(({ summary }) => matches(filter, summary));
        const sends: Promise<void>[] = [];
        // Begun one after the other, for records of one key are to keep their order.
        for (const { record, summary } of chosen)
          if (await this.#isToSend(summary)) sends.push(this.#send(record, summary));
        await Promise.all(sends);
      }
    }
    if (!this.#options.dryRun) await this.#tidy(group, control, bounds);
  }

  async #isToSend(summary: DeadLetterSummary): Promise<boolean> {
    this.#matched++;
    if (summary.resentAt.length > 0 && this.#options.again !== true) {
      this.#alreadyResent++;
      return false;
    }
    const problem = await this.#obstacle(summary);
    if (problem !== undefined) this.#fail(summary, problem);
    else if (this.#options.dryRun) this.#resent++;
    else return true;
    return false;
  }

  #fail({ group, partition, offset }: DeadLetterPlace, problem: string): void {
    this.#failed.push({ group, partition, offset, problem });
  }

  /** Why the letter cannot be sent, found out before anything is. */
  async #obstacle({ group, letter, isForeign, row }: DeadLetterSummary): Promise<string | undefined> {
    if (row !== null) return `it is a row of ${row.file}: mend it there, and replay the file`;
    if (isForeign) return "its headers do not say where it came from";
    const origin = await this.#boundsOf(letter.topic);
    if (origin === undefined) return `its topic ${letter.topic} does not exist any more`;
    if (letter.partition >= origin.length)
      return `${letter.topic} has no partition ${letter.partition}, where it came from`;
    if ((await this.#boundsOf(controlTopicName(group))) !== undefined) return undefined;
    return `${controlTopicName(group)} does not exist, so nobody could know later that it was sent again`;
  }

  async #send(record: IncomingRecord, summary: DeadLetterSummary): Promise<void> {
    const { letter, group, resentAt } = summary;
    const { attempts, firstSeen } = letter;
    try {
      await this.#tools.outbox.send(letter.topic, {
        key: record.key,
        value: record.value,
        partition: letter.partition,
        headers: { ...originalHeaders(record.headers), ...resendingHeaders({ group, attempts, firstSeen }) },
      });
    } catch (error) {
      return this.#fail(summary, (error as Error).message);
    }
    try {
      await this.#marks.add(summary, [...resentAt, this.#tools.now()]);
      this.#resent++;
    } catch (error) {
      this.#fail(summary, `it was sent, but that could not be written down: ${(error as Error).message}`);
    }
  }

  async #tidy(group: string, control: Control, bounds: readonly Bounds[]): Promise<void> {
    if (control.resent.size > 0) await this.#marks.forgetGone(group, control, bounds);
  }

  #boundsOf(topic: string): Promise<readonly Bounds[] | undefined> {
    const known = this.#bounds.get(topic);
    if (known !== undefined) return known;
    const asked = boundsOf(this.#tools.operator, topic);
    this.#bounds.set(topic, asked);
    return asked;
  }
}

function placeRange({ offset }: DeadLetterPlace, { start, end }: Bounds): Bounds {
  const isThere = offset >= start && offset < end;
  return isThere ? { start: offset, end: offset + 1 } : { start: end, end };
}
