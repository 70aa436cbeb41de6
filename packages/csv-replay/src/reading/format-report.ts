import type { InspectionReport } from "./inspect.ts";
import type { FaultGroup } from "./inspection.ts";

const count = new Intl.NumberFormat("en-US");

/** A report for a terminal, without a line end at the end. Instants as UTC, as the dataset reads them. */
export function formatReport(report: InspectionReport): string {
  return [...headLines(report), ...rowLines(report), ...orderLines(report), ...faultLines(report)].join("\n");
}

function headLines(report: InspectionReport): string[] {
  const size = report.sizeBytes === undefined ? "generated" : `${count.format(report.sizeBytes)} bytes`;
  return [
    line("file", `${report.file} (${size}${report.isCompressed ? ", gzip" : ""})`),
    line("layout", `${report.dataset}, ${report.layout}`),
    line("fingerprint", report.fingerprint),
  ];
}

function rowLines({ rows, good, bad, outliers, seconds }: InspectionReport): string[] {
  const rate = seconds > 0 ? `, ${count.format(Math.round(rows / seconds))} rows/s` : "";
  return [
    line("rows", `${count.format(rows)} read in ${seconds.toFixed(1)} s${rate}`),
    line(
      "good",
      `${count.format(good)} would be sent${outliers > 0 ? `, ${count.format(outliers)} of them with unusual values` : ""}`,
    ),
    line("bad", bad === 0 ? "none" : `${count.format(bad)} would be buried as dead letters`),
  ];
}

function orderLines({ eventTime, late, stepsBack, longestGap, good }: InspectionReport): string[] {
  if (eventTime === undefined) return [];
  const { least, greatest } = eventTime;
  const lines = [
    line("event time", `${instant(least)} to ${instant(greatest)}, ${duration(greatest - least)}`),
    line(
      "order",
      late.rows === 0
        ? "by event time"
        : `${count.format(late.rows)} rows (${percent(late.rows, good)}) come late; ${count.format(stepsBack)} step back against the row before`,
    ),
  ];
  if (late.rows > 0)
    lines.push(
      line(
        "lateness",
        `at most ${duration(late.maxMs)}; ${duration(late.p99Ms)} sets 99 % of them right. Or sort`,
      ),
    );
  if (longestGap !== undefined)
    lines.push(
      line("longest gap", `${duration(longestGap.ms)}, before line ${count.format(longestGap.lineNumber)}`),
    );
  return lines;
}

function faultLines({ faults, furtherFaults }: InspectionReport): string[] {
  const lines = faults.flatMap(groupLines);
  if (furtherFaults > 0) lines.push(`  and ${count.format(furtherFaults)} rows of further kinds`);
  return lines;
}

function groupLines({ reason, column, rows, examples }: FaultGroup): string[] {
  return [
    `  ${count.format(rows)} × ${reason}${column === "" ? "" : ` in ${column}`}`,
    ...examples.map(
      ({ lineNumber, byteOffset, message }) => `      line ${lineNumber}, byte ${byteOffset}: ${message}`,
    ),
  ];
}

const line = (name: string, text: string) => `${name.padEnd(12)} ${text}`;
const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(1)} %`;

function instant(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : date.toISOString().replace(".000Z", "Z");
}

/** Two units at most, rounded up, since a lateness that is told must suffice: `94 d 17 h`, `3 min 20 s`, `250 ms`. */
function duration(ms: number): string {
  const finest = ms < 1_000 ? 1 : ms < 3_600_000 ? 1_000 : ms < 86_400_000 ? 60_000 : 3_600_000;
  let rest = Math.ceil(ms / finest) * finest;
  const parts: string[] = [];
  for (const [unit, length] of units) {
    const whole = Math.floor(rest / length);
    if (whole > 0) parts.push(`${whole} ${unit}`);
    rest -= whole * length;
  }
  return parts.length === 0 ? "0 ms" : parts.join(" ");
}

const units: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
  ["ms", 1],
];
