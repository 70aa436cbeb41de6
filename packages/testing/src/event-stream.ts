/** One event of a service's stream; rows are named by their columns. */
export interface StreamedEvent<Row> {
  readonly event: string;
  readonly clock: number;
  readonly rows: readonly Row[];
  readonly keys: readonly string[];
}

/** How a page would hold what a stream tells: under which key, and what of each row. */
export interface Showing<Row, Shown> {
  readonly key: (row: Row) => string;
  readonly show: (row: Row) => Shown;
}

/** Reads a stream of server-sent events until it is closed. */
export class EventStream<Row, Shown> {
  readonly events: StreamedEvent<Row>[] = [];
  readonly status: number;
  lastEventId = "";
  hasEnded = false;
  readonly #showing: Showing<Row, Shown>;
  readonly #abort: AbortController;

  private constructor(response: Response, abort: AbortController, showing: Showing<Row, Shown>) {
    this.status = response.status;
    this.#abort = abort;
    this.#showing = showing;
    void this.#read(response).catch(() => {}); // torn off by close()
  }

  static async open<Row, Shown>(
    url: string,
    showing: Showing<Row, Shown>,
    lastEventId?: string,
  ): Promise<EventStream<Row, Shown>> {
    const abort = new AbortController();
    const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    return new EventStream(await fetch(url, { headers, signal: abort.signal }), abort, showing);
  }

  /** What a page shows that heard all of it. */
  get shown(): ReadonlyMap<string, Shown> {
    const { key, show } = this.#showing;
    const shown = new Map<string, Shown>();
    for (const { event, rows, keys } of this.events) {
      if (event === "reset") shown.clear();
      for (const gone of keys) shown.delete(gone);
      for (const row of rows) shown.set(key(row), show(row));
    }
    return shown;
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
    this.hasEnded = true;
  }

  #take(block: string): void {
    const fields = new Map(
      block.split("\n").map((line) => [line.split(":", 1)[0], line.replace(/^\w*: ?/, "")]),
    );
    this.lastEventId = fields.get("id") ?? this.lastEventId;
    const data = fields.get("data");
    if (data === undefined) return;
    const { clock, columns = [], rows = [], keys = [] } = JSON.parse(data);
    const named = rows.map((row: readonly unknown[]) =>
      Object.fromEntries(columns.map((column: string, index: number) => [column, row[index]])),
    );
    this.events.push({ event: fields.get("event") ?? "message", clock, rows: named, keys });
  }
}
