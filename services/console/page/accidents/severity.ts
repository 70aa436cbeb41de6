/** Impact on traffic, not injury: 1 short delay to 4 long delay. */
export const severities = [1, 2, 3, 4] as const;
export type Severity = (typeof severities)[number];

/** `4, long delay`; the publisher of the data has words for the two ends alone. */
export function severityText(severity: number): string {
  if (severity === 1) return "1, short delay";
  return severity === 4 ? "4, long delay" : String(severity);
}
