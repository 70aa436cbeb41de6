/** Counts of rows. read = sent + buried, always. */
export type Tally = {
  readonly sent: number;
  readonly buried: number;
  readonly skipped: number;
  readonly late: number;
  readonly outliers: number;
  /** Buried ones by reason; beyond `mostReasons` different ones the rest is `other`. */
  readonly reasons: { readonly [reason: string]: number };
};

/** A damaged file must not make labels and positions without end. */
const mostReasons = 24;

export const emptyTally: Tally = { sent: 0, buried: 0, skipped: 0, late: 0, outliers: 0, reasons: {} };

export const readRows = ({ sent, buried }: Pick<Tally, "sent" | "buried">): number => sent + buried;

export function sumOf(a: Tally, b: Tally): Tally {
  return {
    sent: a.sent + b.sent,
    buried: a.buried + b.buried,
    skipped: a.skipped + b.skipped,
    late: a.late + b.late,
    outliers: a.outliers + b.outliers,
    reasons: b.buried === 0 ? a.reasons : sumOfReasons(a.reasons, b.reasons),
  };
}

function sumOfReasons(a: Tally["reasons"], b: Tally["reasons"]): Tally["reasons"] {
  const sum: Record<string, number> = { ...a };
  for (const [reason, count] of Object.entries(b)) {
    const isKnown = Object.hasOwn(sum, reason) || Object.keys(sum).length < mostReasons;
    const name = isKnown ? reason : "other";
    sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
