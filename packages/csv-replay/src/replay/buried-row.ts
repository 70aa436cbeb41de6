import type { BuriedPart } from "@tributary/runtime";
import type { BadRow } from "../row-source.ts";

/** Where the rows of a passage come from. */
export interface RowOrigin {
  readonly file: string;
  readonly fingerprint: string;
  readonly replay: string;
}

/** The dead letter of a row, with all that finds it again in its file. */
export function buriedRow(row: BadRow, stage: BuriedPart["stage"], origin: RowOrigin): BuriedPart {
  const { fault, lineNumber, byteOffset, raw } = row;
  const at = byteOffset < 0 ? "" : ` (byte ${byteOffset})`;
  const column = fault.column === "" ? "" : `, column ${fault.column}`;
  return {
    raw,
    ordinal: lineNumber,
    stage,
    error: fault.reason,
    message: `${origin.file}, line ${lineNumber}${at}${column}: ${fault.message}`,
    headers: {
      "row-file": origin.file,
      "row-fingerprint": origin.fingerprint,
      "row-replay": origin.replay,
      "row-line": String(lineNumber),
      ...(byteOffset < 0 ? { "row-form": "value" } : { "row-byte-offset": String(byteOffset) }),
      "row-column": fault.column,
    },
  };
}
