import { DrawnFeed } from "../../stream/drawn-feed.ts";
import { takeFrame } from "./count-frame.ts";
import { CountTable } from "./count-table.ts";

/** Follows the counts of one replay. */
export class CountFeed extends DrawnFeed {
  readonly table = new CountTable();
  #replay = "";
  #counted = 0;

  /** Flights counted, of the picture drawn last. */
  get counted(): number {
    return this.#counted;
  }

  protected override clear(address: string): void {
    this.#replay = new URLSearchParams(address.slice(address.indexOf("?"))).get("replay") ?? "";
    this.table.clear();
  }

  protected override take(event: string, data: string): number | undefined {
    return takeFrame(this.table, this.#replay, event, data);
  }

  protected override settle(): void {
    this.#counted = this.table.flights;
  }
}
