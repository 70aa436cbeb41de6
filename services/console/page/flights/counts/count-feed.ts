import { signal } from "@preact/signals";
import { type Link, SteadyStream, type StreamPorts } from "../../stream/steady-stream.ts";
import { takeFrame } from "./count-frame.ts";
import { CountTable } from "./count-table.ts";

/** Between two pictures, ms: three a second read as live, and leave the rest of the second to the reader. */
const PICTURE_EVERY_MS = 350;

/** Follows the counts of one replay, and says when to draw them: at most three times a second, however much comes. */
export class CountFeed {
  readonly table = new CountTable();
  /** Counts pictures: whatever shows counts reads it. */
  readonly drawn = signal(0);
  readonly link = signal<Link>({ kind: "connecting" });
  /** Whether the whole content has been heard. */
  readonly heard = signal(false);

  readonly #stream: SteadyStream;
  #address: string | undefined;
  #replay = "";
  #counted = 0;
  #changedAt = performance.now();
  #openedAt = performance.now();
  #drawnAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports?: StreamPorts) {
    const listener = {
      event: ({ event, data }: { readonly event: string; readonly data: string }) => this.#take(event, data),
      link: (link: Link) => {
        // What is on screen stays as it is while a stream is opened anew.
        if (link.kind !== "connecting" || !this.heard.peek()) this.link.value = link;
      },
    };
    this.#stream = new SteadyStream(listener, ports);
  }

  /** Flights counted, of the picture drawn last. */
  get counted(): number {
    return this.#counted;
  }

  /** ms since a count changed here. */
  get age(): number {
    return performance.now() - this.#changedAt;
  }

  /** ms without a change while this could have heard of one. */
  get silence(): number {
    return performance.now() - Math.max(this.#changedAt, this.#openedAt);
  }

  /** Goes on where it was closed; another address begins empty: counts of two replays are never shown as one. */
  open(address: string): void {
    if (address !== this.#address) {
      this.#address = address;
      this.#replay = new URLSearchParams(address.slice(address.indexOf("?"))).get("replay") ?? "";
      this.table.clear();
      this.heard.value = false;
      this.#draw();
    }
    this.#openedAt = performance.now();
    this.#stream.open(address);
  }

  close(): void {
    this.#stream.close();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  retryNow(): void {
    this.#stream.retryNow();
  }

  #take(event: string, data: string): "reconnect" | undefined {
    if (event === "reconnect") return event;
    const changed = takeFrame(this.table, this.#replay, event, data);
    if (changed === undefined) return undefined;
    if (changed > 0 || event === "reset") this.#changedAt = performance.now();
    if (event === "reset") this.heard.value = true;
    const wait = Math.max(0, this.#drawnAt + PICTURE_EVERY_MS - performance.now());
    this.#timer ??= setTimeout(() => this.#draw(), wait);
    return undefined;
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#drawnAt = performance.now();
    this.#counted = this.table.flights;
    this.drawn.value = this.drawn.peek() + 1;
  }
}
