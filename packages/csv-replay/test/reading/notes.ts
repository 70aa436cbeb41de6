import type { Topic } from "@tributary/contracts";
import { type Dataset, RowFault } from "../../src/dataset.ts";

/** Something small that happened at an instant. */
export interface Note {
  readonly replay: string;
  readonly lineNumber: number;
  readonly id: string;
  readonly at: number;
  readonly text: string;
}

const noteTopic: Topic<Note> = {
  name: "test.note.v1",
  schema: { type: "record", name: "Note", namespace: "tributary.test", fields: [] },
  key: ({ id }) => id,
  eventTime: ({ at }) => at,
  partitions: 1,
  cleanup: { policy: "delete", retentionMs: 3_600_000 },
  fault: () => undefined,
};

/** `id,at,text`, and an older layout without a text; `at` in milliseconds since the epoch. */
export const notes: Dataset<Note> = {
  name: "notes",
  topic: noteTopic,
  layouts: [
    {
      name: "with text",
      columns: ["id", "at", "text"],
      read: ([id = "", at = "", text = ""], origin) => ({ ...origin, id, at: instant(at), text }),
    },
    {
      name: "without text",
      columns: ["id", "at"],
      read: ([id = "", at = ""], origin) => ({ ...origin, id, at: instant(at), text: "" }),
    },
  ],
  shift: (note, shiftMs) => ({ ...note, at: note.at + shiftMs }),
  shiftStepMs: 1,
  order: { by: "file" },
  outliers: ({ text }) => (text === "odd" ? 1 : 0),
};

function instant(text: string): number {
  const at = Number(text);
  if (text === "" || !Number.isFinite(at))
    throw new RowFault("at", "not_a_number", `"${text}" is not a number`);
  return at;
}
