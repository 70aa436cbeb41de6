import type { AdjustableKind } from "./graph-parameters.ts";
import type { Settling } from "./parameters-model.ts";
import { rememberAll } from "./settling.ts";

/** Where a graph is computed, and how right it is in sight; `undefined`: by the service. */
export function settlingWords(kind: AdjustableKind, settling: Settling | undefined): string {
  if (settling === undefined) return "as the service computes it";
  const remembers = rememberAll.includes(kind);
  if (settling === "exact")
    return remembers
      ? "computed here; where the bars begin makes no difference in sight (less than 1e-9)"
      : "computed here";
  const why = remembers
    ? "computed here; it depends on where the bars begin, and values with ≈ still do"
    : "computed here; at the left edge bars are missing for it";
  return `${why}: ${reasons[settling]}`;
}

const reasons: Readonly<Record<Exclude<Settling, "exact">, string>> = {
  coming: "older ones are being loaded",
  failed: "asking for older ones failed, and is tried again",
  full: "no more of them fit into this page",
  never: "there are none before those here",
};
