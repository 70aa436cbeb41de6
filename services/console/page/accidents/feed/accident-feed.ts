import { DrawnFeed } from "../../stream/drawn-feed.ts";
import { takeFrame } from "./accident-frame.ts";
import { AccidentStore } from "./accident-store.ts";

/** Follows the window of accidents that the feed holds. */
export class AccidentFeed extends DrawnFeed {
  readonly store = new AccidentStore();

  protected override clear(): void {
    this.store.reset([]);
  }

  protected override take(event: string, data: string): number | undefined {
    return takeFrame(this.store, event, data);
  }

  protected override settle(): void {}
}
