import { progressTopicName } from "@tributary/contracts";
import type { IncomingRecord, TransactionRecord } from "@tributary/kafka";
import { StateLostError } from "../process/state-lost-error.ts";
import type { Json } from "../view.ts";

/** Where in `<service>.progress` a recording's own records stand. */
export interface ProgressPlace {
  readonly service: string;
  /** Id of the recording. */
  readonly recording: string;
}

/** Says that everything before `position` is written. */
export function positionRecord({ service, recording }: ProgressPlace, position: Json): TransactionRecord {
  const value = Buffer.from(JSON.stringify(position));
  return { topic: progressTopicName(service), partition: 0, key: recording, value };
}

/**
 * Says who has taken the recording over, and when. Whoever reads it knows that everything which stands before it in the
 * log has been read too: the end that readers of committed data are shown may lie before records of ours, for as long
 * as the transaction of another recording is open.
 */
export function tenureRecord(place: ProgressPlace, mark: TenureMark): TransactionRecord {
  const value = Buffer.from(JSON.stringify(mark));
  return { topic: progressTopicName(place.service), partition: 0, key: tenureKey(place), value };
}

export interface TenureMark {
  /** Unique. */
  readonly token: string;
  /** Milliseconds since the epoch. */
  readonly takenOverAt: number;
}

/** No id of a recording holds a `#`. */
const tenureKey = ({ recording }: ProgressPlace) => `${recording}#tenure`;

/** What the progress topic says of one recording, as far as it has been read. */
export class ProgressReading {
  /** Whether the mark that was looked for has been passed. */
  isComplete = false;
  readonly #place: ProgressPlace;
  readonly #token: string;
  #newest: Buffer | null = null;

  constructor(place: ProgressPlace, token: string) {
    this.#place = place;
    this.#token = token;
  }

  /** In the order of the log. */
  take(records: readonly IncomingRecord[]): void {
    const { recording } = this.#place;
    const ofTenure = tenureKey(this.#place);
    for (const { key, value } of records) {
      const name = String(key);
      if (name === recording) this.#newest = value;
      else if (name === ofTenure && value?.includes(this.#token)) this.isComplete = true;
    }
  }

  /** Undefined when nothing of the recording is written. Throws a `StateLostError` for what cannot be read. */
  get position(): Json | undefined {
    if (this.#newest === null) return undefined;
    try {
      return JSON.parse(this.#newest.toString("utf8")) as Json;
    } catch {
      const { service, recording } = this.#place;
      throw new StateLostError(
        `how far ${recording} has been replayed cannot be read: ${progressTopicName(service)} holds no JSON under its ` +
          "name. Somebody else writes to that topic; without the position, rows would come twice.",
      );
    }
  }
}
