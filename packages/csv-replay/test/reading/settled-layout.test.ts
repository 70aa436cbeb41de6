import { join } from "node:path";
import type { Dataset, Layout } from "../../src/dataset.ts";
import { openCsv } from "../../src/reading/open-csv.ts";
import { InputError } from "../../src/row-source.ts";
import { type Note, notes } from "./notes.ts";
import { idsOf, readAll } from "./read-all.ts";
import { scratch } from "./scratch.ts";

const { folder, file } = scratch();

/** Times are in seconds where a row says so, else in milliseconds where one says that. */
function unitsAsTold(seen: string[]): Dataset<Note> {
  const [layout] = notes.layouts as [Layout<Note>];
  const inSeconds = (note: Note) => ({ ...note, at: note.at * 1_000 });
  const settle: Layout<Note>["settle"] = async (rows, name) => {
    for await (const [id = "", , text] of rows) {
      seen.push(id);
      if (text === "ms") return layout;
      if (text === "s")
        return { ...layout, name: "seconds", read: (texts, origin) => inSeconds(layout.read(texts, origin)) };
    }
    throw new InputError(`${name} does not say in which unit its times are.`);
  };
  return { ...notes, layouts: [{ ...layout, settle }] };
}

test("where the columns do not say all, the first row that tells decides how all are read", async () => {
  const seen: string[] = [];
  const bytes = "text,at,id\n?,1,a\nbroken\n?,2,b\ns,3,c\nms,4,d\n";
  for (const by of ["file", "sort"] as const) {
    const source = await openCsv(file("told.csv", bytes), unitsAsTold(seen), {
      order: { by },
      cacheFolder: join(folder, "cache"),
    });
    await source.prepare(() => {}, new AbortController().signal);
    expect(source.layout).toBe("seconds");
    const rows = await readAll(source);
    const good = rows.filter((row) => row.fault === undefined);
    expect(good.map(({ eventTime }) => eventTime)).toEqual([1_000, 2_000, 3_000, 4_000]);
    expect(idsOf(good)).toEqual(["a", "b", "c", "d"]);
  }
  expect(seen).toEqual(["a", "b", "c", "a", "b", "c"]);
});

test("a file whose rows do not say it either is refused in the dataset's words", async () => {
  const opening = openCsv(file("untold.csv", "id,at,text\na,1,?\n"), unitsAsTold([]));
  await expect(opening).rejects.toThrow(InputError);
  await expect(opening).rejects.toThrow("untold.csv does not say in which unit its times are.");
});
