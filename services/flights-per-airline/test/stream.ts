type Row = Readonly<Record<string, unknown>>;

/** One event of `GET /stream`; rows are named by their columns. */
export interface StreamEvent {
  readonly event: string;
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
}

/** Reads a stream of server-sent events until it is closed. */
export class Stream {
  readonly events: StreamEvent[] = [];
  readonly status: number;
  lastEventId = "";
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController) {
    this.status = response.status;
    this.#abort = abort;
    void this.#read(response).catch(() => {}); // torn off by close()
  }

  static async open(url: string, lastEventId?: string): Promise<Stream> {
    const abort = new AbortController();
    const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    return new Stream(await fetch(url, { headers, signal: abort.signal }), abort);
  }

  /** Flights by `<airline>|<date>|<replay>`, as a page holds them that heard all of it. */
  get flights(): ReadonlyMap<string, unknown> {
    const flights = new Map<string, unknown>();
    for (const { event, rows, keys } of this.events) {
      if (event === "reset") flights.clear();
      for (const key of keys) flights.delete(key);
      for (const row of rows) flights.set(`${row.airline}|${row.date}|${row.replay}`, row.flights);
    }
    return flights;
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    let rest = "";
    for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + text).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const fields = new Map(
      block.split("\n").map((line) => [line.split(":", 1)[0], line.replace(/^\w*: ?/, "")]),
    );
    this.lastEventId = fields.get("id") ?? this.lastEventId;
    const data = fields.get("data");
    if (data === undefined) return;
    const { columns = [], rows = [], keys = [] } = JSON.parse(data);
    const named = rows.map((row: readonly unknown[]) =>
      Object.fromEntries(columns.map((column: string, index: number) => [column, row[index]])),
    );
    this.events.push({ event: fields.get("event") ?? "message", rows: named, keys });
  }
}
