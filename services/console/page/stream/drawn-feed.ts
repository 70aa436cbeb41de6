import { signal } from "@preact/signals";
import { type Link, SteadyStream, type StreamPorts } from "./steady-stream.ts";

/** Between two pictures, ms: three a second read as live, and leave the rest of the second to the reader. */
const PICTURE_EVERY_MS = 350;

/** Follows one stream, and says when to draw what it brought: at most three times a second, however much comes. */
export abstract class DrawnFeed {
  /** Counts pictures: whatever shows the content reads it. */
  readonly drawn = signal(0);
  readonly link = signal<Link>({ kind: "connecting" });
  /** Whether the whole content has been heard. */
  readonly heard = signal(false);

  readonly #stream: SteadyStream;
  #address: string | undefined;
  #changedAt = performance.now();
  #openedAt = performance.now();
  #drawnAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports?: StreamPorts) {
    const listener = {
      event: ({ event, data }: { readonly event: string; readonly data: string }) => this.#hear(event, data),
      link: (link: Link) => {
        // What is on screen stays as it is while a stream is opened anew.
        if (link.kind !== "connecting" || !this.heard.peek()) this.link.value = link;
      },
    };
    this.#stream = new SteadyStream(listener, ports);
  }

  /** Forgets all: another address has another content. */
  protected abstract clear(address: string): void;

  /**
   * Takes an event into the content.
   * @returns how many rows changed; undefined for an event unknown here
   * @throws Error in words for the page when the event is not what the contract says
   */
  protected abstract take(event: string, data: string): number | undefined;

  /** Notes what a picture shows, before it is drawn. */
  protected abstract settle(): void;

  /** ms since something changed here. */
  get age(): number {
    return performance.now() - this.#changedAt;
  }

  /** ms without a change while this could have heard of one. */
  get silence(): number {
    return performance.now() - Math.max(this.#changedAt, this.#openedAt);
  }

  /** Goes on where it was closed; another address begins empty: two contents are never shown as one. */
  open(address: string): void {
    if (address !== this.#address) {
      this.#address = address;
      this.clear(address);
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

  #hear(event: string, data: string): "reconnect" | undefined {
    if (event === "reconnect") return event;
    const changed = this.take(event, data);
    if (changed === undefined) return undefined;
    if (changed > 0 || event === "reset") this.#changedAt = performance.now();
    if (event === "reset") this.heard.value = true;
    this.drawSoon();
    return undefined;
  }

  /** Something has changed: it is drawn now, or a third of a second after the last picture. */
  protected drawSoon(): void {
    const wait = Math.max(0, this.#drawnAt + PICTURE_EVERY_MS - performance.now());
    this.#timer ??= setTimeout(() => this.#draw(), wait);
  }

  #draw(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#drawnAt = performance.now();
    this.settle();
    this.drawn.value = this.drawn.peek() + 1;
  }
}
