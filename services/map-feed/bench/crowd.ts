import http from "node:http";

/** Degrees: the part of London with buses in it. */
export const london = { west: -0.51, south: 51.28, east: 0.33, north: 51.69 };

/** Every so-manieth reader reads what it gets; the others count bytes, or the crowd would be slower than the server. */
const readsEvery = 50;

/** Many pages, each looking at 1/20 of the map. */
export class Crowd {
  bytes = 0;
  /** From the broker's append to the arrival here, milliseconds, of every row the reading ones were sent. */
  delays: number[] = [];
  ended = 0;
  readonly #requests: http.ClientRequest[] = [];

  /** Resolves when all streams are open. */
  async open(baseUrl: string, readers: number): Promise<void> {
    for (let index = 0; index < readers; index += 50) {
      const some = Array.from({ length: Math.min(50, readers - index) }, (_, at) =>
        this.#open(baseUrl, index + at),
      );
      await Promise.all(some);
    }
  }

  close(): void {
    for (const request of this.#requests) request.destroy();
  }

  #open(baseUrl: string, index: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = http.get(
        `${baseUrl}/vehicles/stream?bbox=${boxOf(index)}`,
        { agent: false },
        (response) => {
          if (response.statusCode !== 200)
            reject(new Error(`reader ${index} was answered ${response.statusCode}`));
          const rows = new RowReader((delay) => this.delays.push(delay));
          response.on("data", (bytes: Buffer) => {
            this.bytes += bytes.length;
            if (index % readsEvery === 0) rows.take(bytes);
          });
          response.on("error", () => {});
          response.on("close", () => {
            this.ended += 1;
          });
          resolve();
        },
      );
      request.on("error", reject);
      this.#requests.push(request);
    });
  }
}

/** A fifth of the width and a quarter of the height of London, spread evenly. */
function boxOf(index: number): string {
  const width = (london.east - london.west) / 5;
  const height = (london.north - london.south) / 4;
  const west = london.west + ((index * 0.618_034) % 1) * (width * 4);
  const south = london.south + ((index * 0.754_878) % 1) * (height * 3);
  return [west, south, west + width, south + height].map((degrees) => degrees.toFixed(5)).join(",");
}

class RowReader {
  readonly #onDelay: (delay: number) => void;
  #parts: string[] = [];

  constructor(onDelay: (delay: number) => void) {
    this.#onDelay = onDelay;
  }

  take(bytes: Buffer): void {
    const now = Date.now();
    this.#parts.push(bytes.toString("latin1"));
    if (!bytes.includes("\n\n")) return;
    const blocks = this.#parts.join("").split("\n\n");
    this.#parts = [blocks.pop() ?? ""];
    for (const block of blocks) {
      if (!block.startsWith("event: delta")) continue;
      const { columns, rows } = JSON.parse(block.slice(block.indexOf("data: ") + 6));
      const appendedAt = columns.indexOf("appendedAt");
      for (const row of rows) this.#onDelay(now - row[appendedAt]);
    }
  }
}
