/** One block of an event stream. A block with an id and no data is told too, with empty data. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  /** The id of this block, if it has one. */
  readonly id: string | undefined;
  /** Reconnection time asked for, ms, if any. */
  readonly retry: number | undefined;
}

/**
 * Cuts a text stream into events as the HTML standard says (section 9.2.6), with one difference: blocks that carry
 * only an id or a retry time are handed on as well. `EventSource` and npm's `eventsource-parser` keep those to
 * themselves, and the feed ends each of its ticks with one.
 */
export class SseParser {
  #rest = "";
  #event = "";
  #data: string[] = [];
  #id: string | undefined;
  #retry: number | undefined;

  push(chunk: string): StreamEvent[] {
    const lines = (this.#rest + chunk).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    return lines.flatMap((line) => {
      if (line !== "") {
        this.#field(line);
        return [];
      }
      return this.#dispatch();
    });
  }

  #field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") this.#event = value;
    else if (name === "data") this.#data.push(value);
    else if (name === "id" && !value.includes("\0")) this.#id = value;
    else if (name === "retry" && /^\d+$/.test(value)) this.#retry = Number(value);
  }

  #dispatch(): StreamEvent[] {
    const event = {
      event: this.#event || "message",
      data: this.#data.join("\n"),
      id: this.#id,
      retry: this.#retry,
    };
    const empty = this.#data.length === 0 && this.#id === undefined && this.#retry === undefined;
    this.#event = "";
    this.#data = [];
    this.#id = undefined;
    this.#retry = undefined;
    return empty ? [] : [event];
  }
}
