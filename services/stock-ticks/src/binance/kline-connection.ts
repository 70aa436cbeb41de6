import { systemClock } from "../network/clock.ts";
import { Pace } from "../network/pace.ts";
import { type Kline, klineOfEvent } from "./kline.ts";

/** 3.3 messages a second: with a pong or two it stays under the 5 that Binance takes before it hangs up. */
const messageGapMs = 300;
const streamsAMessage = 200;

type Message = Readonly<Record<string, unknown>>;

export interface ConnectionSettings {
  /** Base URL of the server. */
  readonly url: string;
  readonly timeoutMs: number;
  /** Silence after which a sign of life is asked for; given up after half as long again. */
  readonly silenceMs: number;
}

export interface ConnectionEvents {
  onKline(stream: string, kline: Kline): void;
  /** Whenever all streams asked for are confirmed. */
  onReady(): void;
  /** Binance says that it will shut down; the stream still runs. */
  onLeaving(): void;
  /** Once, and nothing comes after it; `reason` is a clause for a person. */
  onEnd(reason: string): void;
}

/**
 * One connection to the combined streams of Binance. Node's own WebSocket answers pings by itself but tells nothing of
 * them and cannot send any, so a silent server is asked for its list of subscriptions: a sign of life that also shows
 * whether it still knows what we asked for.
 */
export class KlineConnection {
  readonly #settings: ConnectionSettings;
  readonly #events: ConnectionEvents;
  readonly #socket: WebSocket;
  readonly #pace = new Pace(messageGapMs, systemClock);
  readonly #closing = new AbortController();
  /** Asked for or about to be; true once confirmed. */
  readonly #streams = new Map<string, boolean>();
  readonly #requests = new Map<number, readonly string[]>();
  readonly #toSend: { method: "SUBSCRIBE" | "UNSUBSCRIBE"; stream: string }[] = [];
  #sending = false;
  #isOpened = false;
  #lastId = 0;
  #watch: NodeJS.Timeout | undefined;
  #isProbed = false;

  constructor(settings: ConnectionSettings, streams: Iterable<string>, events: ConnectionEvents) {
    this.#settings = settings;
    this.#events = events;
    this.#socket = new WebSocket(new URL("/stream", settings.url));
    this.#socket.addEventListener("open", () => {
      this.#isOpened = true;
      this.#heard();
      void this.#send();
    });
    this.#socket.addEventListener("message", ({ data }) => this.#read(String(data)));
    this.#socket.addEventListener("error", () =>
      this.#end(`Binance's stream ${this.#isOpened ? "broke off" : "cannot be reached"}`),
    );
    this.#socket.addEventListener("close", ({ code, reason }) =>
      this.#end(`Binance closed the stream (${code}${reason === "" ? "" : ` ${reason}`})`),
    );
    this.#watch = setTimeout(() => this.#end("Binance's stream does not open"), settings.timeoutMs);
    for (const stream of streams) this.add(stream);
  }

  get isReady(): boolean {
    return [...this.#streams.values()].every(Boolean);
  }

  add(stream: string): void {
    this.#streams.set(stream, false);
    this.#toSend.push({ method: "SUBSCRIBE", stream });
    void this.#send();
  }

  remove(stream: string): void {
    this.#streams.delete(stream);
    this.#toSend.push({ method: "UNSUBSCRIBE", stream });
    void this.#send();
  }

  /** Nothing is told any more; a server that does not answer the goodbye is left to the system's time-out. */
  close(): void {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    clearTimeout(this.#watch);
    this.#socket.close();
  }

  #end(reason: string): void {
    if (this.#closing.signal.aborted) return;
    this.close();
    this.#events.onEnd(reason);
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#toSend.length > 0 && this.#socket.readyState === WebSocket.OPEN) {
      await this.#pace.turn(this.#closing.signal);
      if (this.#closing.signal.aborted) return;
      const method = this.#toSend[0]?.method ?? "SUBSCRIBE";
      const end = this.#toSend.findIndex((one) => one.method !== method);
      const most = end === -1 ? streamsAMessage : Math.min(end, streamsAMessage);
      const params = this.#toSend.splice(0, most).map((one) => one.stream);
      this.#request(method, params);
    }
    this.#sending = false;
  }

  #request(method: string, params: readonly string[]): void {
    const id = ++this.#lastId;
    if (method === "SUBSCRIBE") this.#requests.set(id, params);
    this.#socket.send(JSON.stringify({ method, ...(params.length > 0 && { params }), id }));
  }

  #read(text: string): void {
    if (this.#closing.signal.aborted) return;
    this.#heard();
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      this.#end("Binance's stream sends what is no JSON");
    }
    if (typeof message === "object" && message !== null) this.#take(message as Message);
  }

  #take(message: Message): void {
    const event = (message.data ?? message) as Message;
    if (event.e === "kline") this.#takeKline(String(message.stream), event);
    else if (event.e === "serverShutdown") this.#events.onLeaving();
    else if ("error" in message || "code" in message)
      this.#end(`Binance's stream answers ${refusal(message)}`);
    else if (Array.isArray(message.result)) this.#compare(new Set(message.result));
    else if (typeof message.id === "number") this.#confirm(message.id);
  }

  /** One that cannot be read is as good as lost: what comes after it shows the gap, and REST closes it. */
  #takeKline(stream: string, event: Message): void {
    let kline: Kline;
    try {
      kline = klineOfEvent(event);
    } catch {
      return;
    }
    this.#events.onKline(stream, kline);
  }

  #confirm(id: number): void {
    for (const stream of this.#requests.get(id) ?? []) {
      if (this.#streams.has(stream)) this.#streams.set(stream, true);
    }
    if (this.#requests.delete(id) && this.isReady) this.#events.onReady();
  }

  /** What a server lost, or never took, is asked for anew. */
  #compare(known: ReadonlySet<unknown>): void {
    const wasReady = this.isReady;
    const waiting = new Set(this.#toSend.map(({ stream }) => stream));
    for (const stream of this.#streams.keys()) {
      if (known.has(stream)) this.#streams.set(stream, true);
      else if (!waiting.has(stream)) this.add(stream);
    }
    if (!wasReady && this.isReady) this.#events.onReady();
  }

  #heard(): void {
    this.#isProbed = false;
    this.#watchFor(this.#settings.silenceMs);
  }

  #watchFor(milliseconds: number): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      if (this.#isProbed) return this.#end(`Binance's stream is silent`);
      this.#isProbed = true;
      this.#request("LIST_SUBSCRIPTIONS", []);
      this.#watchFor(this.#settings.silenceMs / 2);
    }, milliseconds);
  }
}

function refusal(message: Message): string {
  const { code, msg } = (message.error ?? message) as { code?: unknown; msg?: unknown };
  return `${code} (${String(msg).slice(0, 80)})`;
}
