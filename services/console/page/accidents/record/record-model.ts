import { signal } from "@preact/signals";
import { messageOf } from "../../shell/poll.ts";
import type { AccidentDocument } from "./accident-document.ts";

const API = "/api/mongo-sink";

/** A collection as `GET /collections` of mongo-sink tells it. */
export interface SinkCollection {
  readonly collection: string;
  readonly kind: "time-series" | "plain";
  /** Why it is no time-series collection. */
  readonly reason: string | null;
  /** As MongoDB counts them without looking. */
  /** Null when they are not counted quickly. */
  readonly documents: number | null;
}

/** What is known of the record that is read back. */
export type RecordState =
  | { readonly kind: "asking" }
  | {
      readonly kind: "found";
      readonly document: AccidentDocument;
      readonly collection: SinkCollection | undefined;
    }
  /** The sink has not written it yet, or never will. */
  | { readonly kind: "missing"; readonly reason: string }
  /** MongoDB, the sink or the console cannot be asked now. */
  | { readonly kind: "away"; readonly reason: string }
  /** Nobody here archives accidents. */
  | { readonly kind: "none"; readonly reason: string };

/** Between two askings, ms: a record that is not there yet comes within seconds; what is away may be so for longer. */
const AGAIN_MS = { missing: 2_000, away: 5_000 } as const;
const TIMEOUT_MS = 8_000;

/** Reads the record of one accident back from MongoDB, and asks again until it is there. */
export class RecordModel {
  readonly state = signal<RecordState>({ kind: "asking" });
  readonly #fetch: typeof fetch;
  #accidentId: string | undefined;
  #asking: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: typeof fetch = (...given) => fetch(...given)) {
    this.#fetch = ask;
  }

  /** Reads that accident's record; a record already there is not asked for again. */
  open(accidentId: string): void {
    const isSame = accidentId === this.#accidentId;
    if (isSame && (this.#asking !== undefined || this.state.peek().kind === "found")) return;
    this.close();
    this.#accidentId = accidentId;
    if (!isSame) this.state.value = { kind: "asking" };
    void this.#ask(accidentId);
  }

  /** Asks no more, and drops the answer on its way. */
  close(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    clearTimeout(this.#timer);
  }

  retryNow(): void {
    const accidentId = this.#accidentId;
    if (accidentId === undefined || this.#asking === undefined) return;
    this.close();
    void this.#ask(accidentId);
  }

  async #ask(accidentId: string): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    const state = await this.#look(accidentId, asking.signal);
    if (asking.signal.aborted) return;
    this.state.value = state;
    if (state.kind === "missing" || state.kind === "away")
      this.#timer = setTimeout(() => void this.#ask(accidentId), AGAIN_MS[state.kind]);
  }

  async #look(accidentId: string, signal: AbortSignal): Promise<RecordState> {
    const [record, collections] = await Promise.all([
      this.#get(`/documents/accidents/${encodeURIComponent(accidentId)}`, signal),
      this.#get("/collections", signal),
    ]);
    // The console itself answers so for a service that is not there; the sink knows its collections.
    if (collections.status === 404) return { kind: "none", reason: wordsOf(collections) };
    if (record.status === 404) return { kind: "missing", reason: wordsOf(record) };
    if (record.status !== 200) return { kind: "away", reason: wordsOf(record) };
    const known = (collections.body as { readonly collections?: readonly SinkCollection[] } | undefined)
      ?.collections;
    const collection = known?.find((one) => one.collection === "accidents");
    return { kind: "found", document: record.body as AccidentDocument, collection };
  }

  async #get(path: string, signal: AbortSignal): Promise<Answer> {
    try {
      const response = await this.#fetch(`${API}${path}`, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
        cache: "no-store",
      });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch {
      return { status: 0, body: { message: "the console cannot be reached" } };
    }
  }
}

interface Answer {
  /** Of HTTP; 0 for none. */
  readonly status: number;
  readonly body: unknown;
}

function wordsOf({ status, body }: Answer): string {
  return messageOf(body) ?? `mongo-sink answered ${status}`;
}
