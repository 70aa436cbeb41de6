import type {
  DeadLetterDetail,
  DeadLetterPage,
  DeadLetterSummary,
  ResendReport,
  RowPlace,
} from "../operations.ts";
import { instantText } from "./instant.ts";
import { placeText } from "./place.ts";
import { printable, printableLines } from "./printable.ts";
import { type Column, table } from "./table.ts";

const columns: readonly Column<DeadLetterSummary>[] = [
  { title: "PLACE", of: placeText },
  { title: "BURIED", of: ({ buriedAt }) => instantText(buriedAt) },
  { title: "STAGE", of: ({ letter }) => letter.stage },
  { title: "ERROR", of: ({ letter }) => letter.error },
  { title: "FROM", of: origin },
  { title: "KEY", of: ({ key }) => key ?? "-" },
  { title: "BYTES", of: ({ valueBytes }) => String(valueBytes ?? "-"), align: "right" },
  { title: "ATTEMPTS", of: ({ letter }) => String(letter.attempts), align: "right" },
  {
    title: "RESENT",
    of: ({ resentAt }) => (resentAt.length > 0 ? String(resentAt.length) : "-"),
    align: "right",
  },
  { title: "MESSAGE", of: ({ letter }) => letter.message },
];

function origin({ letter, isForeign, row }: DeadLetterSummary): string {
  if (row !== null) return `${row.file}:${row.line ?? "?"}`;
  return isForeign ? "unknown" : `${letter.topic}/${letter.partition}/${letter.offset}`;
}

/** One line a letter; on a terminal no longer than it is wide. */
export const letterTable = (letters: readonly DeadLetterSummary[], width?: number): string =>
  table(letters, columns, width);

/** `1 dead letter`, `2 dead letters`. */
export const lettersText = (count: number): string => `${count} dead letter${count === 1 ? "" : "s"}`;

/** How many of how many, and whether that is all. */
export function countLine({ deadLetters, total, isComplete }: DeadLetterPage): string {
  const all = isComplete ? `${total}` : `${total} or more`;
  return deadLetters.length === total && isComplete
    ? lettersText(total)
    : `the newest ${deadLetters.length} of ${all} dead letters`;
}

/** Everything about one letter, for reading. */
export function letterPage(detail: DeadLetterDetail): string {
  const { letter, isForeign, resentAt, row, valueBytes } = detail;
  const facts: readonly (readonly [string, string])[] = [
    ["place", placeText(detail)],
    ["buried", instantText(detail.buriedAt)],
    ...(row === null
      ? ([
          ["from", isForeign ? "unknown" : `${origin(detail)}, appended ${instantText(letter.timestamp)}`],
        ] as const)
      : rowFacts(row)),
    ...(isForeign ? [] : ([["by", `${letter.service}, version ${letter.version}`]] as const)),
    ["stage", letter.stage],
    ["error", letter.error],
    ["message", letter.message],
    ...(isForeign || row !== null
      ? []
      : ([["attempts", `${letter.attempts}, first ${instantText(letter.firstSeen)}`]] as const)),
    ...(row === null
      ? ([
          ["resent", resentAt.length === 0 ? "never" : resentAt.map(instantText).join(", ")],
          ["key", detail.key ?? "none"],
        ] as const)
      : []),
    [row === null ? "value" : "row", valueText(valueBytes)],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return [
    ...facts.map(([name, text]) => `${name.padEnd(width)}  ${printable(text)}`),
    ...(row === null ? recordLines(detail) : ["", printableLines(detail.rowText ?? "")]),
  ].join("\n");
}

function rowFacts({ file, line, byteOffset, column }: RowPlace): readonly (readonly [string, string])[] {
  return [
    ["file", file],
    ["line", String(line ?? "unknown")],
    ["byte", String(byteOffset ?? "unknown")],
    ["column", column ?? "none alone"],
  ];
}

function recordLines({ hex, decoded }: DeadLetterDetail): string[] {
  return [
    ...(hex === "" ? [] : ["", hex]),
    "",
    ...(decoded.ok
      ? ["It decodes by the contract of its topic:", printableLines(decoded.json)]
      : [`It does not decode: ${decoded.reason}. ${printable(decoded.detail)}`]),
  ];
}

function valueText(bytes: number | null): string {
  if (bytes === null) return "none (a tombstone)";
  return bytes > 4_096 ? `${bytes} bytes, of which the first 4096:` : `${bytes} bytes`;
}

/** What came of sending letters again. */
export function reportText(report: ResendReport, dryRun: boolean): string {
  const { resent, alreadyResent, failed } = report;
  const lines = [`${lettersText(resent)} ${dryRun ? "would be " : ""}sent again`];
  if (alreadyResent > 0)
    lines.push(`${alreadyResent} left alone, sent again before: --again sends them once more`);
  if (failed.length > 0)
    lines.push(
      `${failed.length} ${dryRun ? "could not be" : "not"} sent:`,
      ...failed.map((one) => `  ${placeText(one)}  ${printable(one.problem)}`),
    );
  return lines.join("\n");
}
