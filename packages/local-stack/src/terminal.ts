import { styleText } from "node:util";
import type { Say } from "./say.ts";

type Style = Parameters<typeof styleText>[0];

/** Styled where standard error is a terminal that wants it: NO_COLOR, TERM=dumb and pipes get plain text. */
export function styled(style: Style, text: string): string {
  return process.env.TERM === "dumb" ? text : styleText(style, text, { stream: process.stderr });
}

/** Lines on standard error, each after the seconds since the process began. */
export const progress: Say = (line) => {
  const seconds = (performance.now() / 1000).toFixed(1).padStart(6);
  process.stderr.write(`${styled("dim", `${seconds} s`)}  ${line}\n`);
};
