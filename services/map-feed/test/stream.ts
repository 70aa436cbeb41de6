/** A vehicle as a stream tells it, of its columns those the tests look at. */
export interface VehicleRow {
  readonly vehicleId: string;
  readonly line: string | null;
  readonly latitude: number;
  readonly observedAt: number;
  readonly appendedAt: number;
}

/** One event of `GET /vehicles/stream`; rows are named by their columns. */
export interface StreamEvent {
  readonly event: string;
  readonly clock: number;
  readonly rows: readonly VehicleRow[];
  readonly keys: readonly string[];
}

/** Reads a stream of server-sent events until it is closed. */
export class Stream {
  readonly events: StreamEvent[] = [];
  lastEventId = "";
  status = 0;
  hasEnded = false;
  readonly #abort = new AbortController();

  static async open(url: string, lastEventId?: string): Promise<Stream> {
    const stream = new Stream();
    const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
    const response = await fetch(url, { headers, signal: stream.#abort.signal });
    stream.status = response.status;
    void stream.#read(response).catch(() => {}); // torn off by close()
    return stream;
  }

  /** What `GET /vehicles` would show a page that heard all of it. */
  get vehicles(): ReadonlyMap<string, VehicleRow> {
    const vehicles = new Map<string, VehicleRow>();
    for (const { event, rows, keys } of this.events) {
      if (event === "reset") vehicles.clear();
      for (const key of keys) vehicles.delete(key);
      for (const row of rows) vehicles.set(row.vehicleId, row);
    }
    return vehicles;
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
