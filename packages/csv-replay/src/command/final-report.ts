import { deadLetterTopicName } from "@tributary/contracts";
import type { Progress } from "../replay/progress.ts";
import type { ReplayStatus } from "../replay-status.ts";
import { durationText } from "./duration.ts";
import { eventTimeText, number } from "./words.ts";

export interface ReplayOutcome {
  readonly service: string;
  readonly status: ReplayStatus;
  /** Undefined when nothing was ever written. */
  readonly progress: Progress | undefined;
  /** Rows that this command has brought into the log. */
  readonly readHere: number;
  /** Its time, seconds. */
  readonly seconds: number;
}

/** What a person is told at the end: what was done, and that the numbers add up. */
export function finalReport({ service, status, progress, readHere, seconds }: ReplayOutcome): string {
  if (progress === undefined) return "Nothing was replayed.\n";
  const { finishedAt, rows: tally } = progress;
  const { rows, file, replay } = status;
  const isOldNews = finishedAt !== null && readHere === 0;
  const when = finishedAt === null ? "" : ` on ${new Date(finishedAt).toISOString()}`;
  const head = isOldNews
    ? `${file} has been replayed to its end already${when}. To replay it once more: --again.`
    : finishedAt === null
      ? `${file} is replayed in part. The same command goes on from here; --again begins anew.`
      : `${file} is replayed to its end.`;
  const reasons = Object.entries(tally.reasons).sort(([, a], [, b]) => b - a);
  const lines = [
    head,
    `  replay     ${replay}`,
    `  rows read  ${number(rows.read)} = ${number(rows.sent)} sent + ${number(rows.buried)} buried`,
    ...(rows.skipped > 0 ? [`  skipped    ${number(rows.skipped)}, not read`] : []),
    ...(rows.late > 0 ? [`  late       ${number(rows.late)}, sent all the same`] : []),
    ...(rows.outliers > 0 ? [`  outliers   ${number(rows.outliers)}, sent and flagged`] : []),
    ...(progress.earliest === null || progress.latest === null
      ? []
      : [`  event time ${eventTimeText(progress.earliest)} to ${eventTimeText(progress.latest)}`]),
    ...reasons.map(([reason, count]) => `  bad        ${number(count)} ${reason}`),
    ...(rows.buried > 0
      ? [
          `  dead letters are in ${deadLetterTopicName(service)}, each with its line, byte offset, column and reason:`,
          `    npm run dlq -- list --group ${service}`,
        ]
      : []),
    ...(isOldNews ? [] : [`  here       ${number(readHere)} rows in ${durationText(seconds)}`]),
  ];
  return `${lines.join("\n")}\n`;
}
