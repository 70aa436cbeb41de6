interface Row {
  readonly id?: unknown;
  readonly [column: string]: unknown;
}

export interface ServerEvent {
  readonly event: string;
  readonly data: {
    readonly clock: number;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly unknown[])[];
    readonly keys: readonly string[];
  };
}

/** What a page makes of a stream, by the rules of the HTML standard for server-sent events. */
export class EventClient {
  readonly rows = new Map<string, Row>();
  readonly events: ServerEvent[] = [];
  readonly comments: string[] = [];
  lastEventId = "";
  #rest: string[] = [];

  receive(text: string): void {
    this.#rest.push(text);
    if (!text.includes("\n")) return;
    const blocks = this.#rest.join("").split("\n\n");
    this.#rest = [blocks.pop() ?? ""];
    for (const block of blocks) this.#read(block);
  }

  /** Half a block is lost with the connection. */
  disconnect(): void {
    this.#rest = [];
  }

  #read(block: string): void {
    let event = "message";
    let data = "";
    for (const line of block.split("\n")) {
      const colon = line.indexOf(":");
      const value = line.slice(colon + 1).trimStart();
      const field = line.slice(0, colon);
      if (field === "") this.comments.push(value);
      else if (field === "event") event = value;
      else if (field === "data") data += value;
      else if (field === "id") this.lastEventId = value;
      else if (field !== "retry")
        throw new Error(`not a field of server-sent events: ${JSON.stringify(line)}`);
    }
    if (data !== "") this.#apply({ event, data: JSON.parse(data) });
  }

  #apply(event: ServerEvent): void {
    this.events.push(event);
    const { columns = [], rows = [], keys = [] } = event.data;
    if (event.event === "reset") this.rows.clear();
    for (const key of keys) this.rows.delete(key);
    for (const row of rows) {
      const named: Row = Object.fromEntries(columns.map((column, index) => [column, row[index]]));
      this.rows.set(String(named.id), named);
    }
  }
}
