import type { InspectionReport } from "@tributary/csv-replay";
import { accidents2023 } from "../published-figures.ts";
import type { TotalLine, Verification } from "./verification.ts";

const count = new Intl.NumberFormat("en-US");
const signed = new Intl.NumberFormat("en-US", { signDisplay: "exceptZero" });

/** For a terminal, without a line end at the end. `against` names what the totals are of. */
export function formatVerification(
  { verdict, lines }: Verification,
  { layout, good, bad, rows }: InspectionReport,
  against: "published" | "promised",
): string {
  const isCompared = verdict !== "other file";
  const head = isCompared ? ["total", against, "seen", "difference", "verdict"] : ["total", "seen"];
  const table = [head, ...lines.map((line) => (isCompared ? compared(line) : listed(line)))];
  return [...aligned(table), "", ...closing()].join("\n");

  function closing(): string[] {
    const buried =
      bad === 0
        ? []
        : [`${count.format(bad)} of ${count.format(rows)} rows could not be read and are in no total.`];
    if (verdict === "equal") return [`Equal: all ${lines.length} ${against} totals are in this file.`];
    if (verdict === "different") {
      const off = lines.filter(({ expected, seen }) => expected !== seen).length;
      return [...buried, `Different: ${off} of ${lines.length} totals are not as ${against}.`];
    }
    return [
      ...buried,
      `Nothing is published for this file: it has ${count.format(rows)} rows (${layout}), and the totals that are known`,
      `are of the whole US_Accidents_March23.csv with ${count.format(accidents2023)} rows. Above is what ${count.format(good)} rows have.`,
    ];
  }
}

function compared(line: TotalLine): string[] {
  const { expected, seen } = line;
  const difference = seen - (expected ?? 0);
  const verdict = difference === 0 ? "equal" : "DIFFERENT";
  return [nameOf(line), count.format(expected ?? 0), count.format(seen), signed.format(difference), verdict];
}

function listed(line: TotalLine): string[] {
  return [nameOf(line), count.format(line.seen)];
}

function nameOf({ total, word }: TotalLine): string {
  return word === "" ? total : `${total} ${word}`;
}

/** Names to the left, numbers to the right. */
function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = (table[0] ?? []).map((_, at) => Math.max(...table.map((cells) => cells[at]?.length ?? 0)));
  return table.map((cells) =>
    cells
      .map((cell, at) =>
        at === 0 || at === 4 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
}
