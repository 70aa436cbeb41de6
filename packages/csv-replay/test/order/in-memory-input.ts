import type { CsvInput } from "../../src/reading/csv-input.ts";
import { type CsvTable, openTable } from "../../src/reading/csv-table.ts";
import { type Note, notes } from "../reading/notes.ts";
import { never } from "../reading/read-all.ts";

/** A text as an input, dealt in pieces of a few bytes. */
export function tableOf(text: string, pieceBytes = 7): Promise<CsvTable<Note>> {
  const bytes = Buffer.from(text);
  const input: CsvInput = {
    name: "in memory",
    fingerprint: "0123456789abcdef",
    sizeBytes: bytes.length,
    isCompressed: false,
    read: async function* ({ offset }) {
      for (let at = offset; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
    },
    shareAt: ({ offset }) => offset / bytes.length,
    probes: undefined,
  };
  return openTable(input, notes, never);
}
