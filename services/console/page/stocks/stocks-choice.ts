import { computed } from "@preact/signals";
import { address, note } from "../shell/address.ts";
import type { GraphKind } from "./graph.ts";
import { atNote, graphsNote, readStocksAddress } from "./stocks-address.ts";

/** What is chosen on the Stocks page; all of it is in the address. */
export class StocksChoice {
  readonly seen = computed(() => readStocksAddress(address.value.query));

  toggleGraph(kind: GraphKind): void {
    const { graphs } = this.seen.peek();
    const chosen = graphs.includes(kind) ? graphs.filter((one) => one !== kind) : [...graphs, kind];
    note({ graphs: graphsNote(chosen) });
  }

  /** Notes which bars are in sight. */
  noteRange(at: number | undefined, bars: number): void {
    note({ at: atNote(at), bars: String(bars) });
  }

  toggleTable(): void {
    note({ table: this.seen.peek().isTable ? null : "1" });
  }

  toggleVerify(): void {
    note({ verify: this.seen.peek().isVerified ? null : "1" });
  }
}
