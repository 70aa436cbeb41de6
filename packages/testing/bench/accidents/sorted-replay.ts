import { stat } from "node:fs/promises";
import { join } from "node:path";
import { writeGenerated } from "../../test/chain/generated-file.ts";
import { type ReplayFigures, replay } from "./replay-run.ts";
import { SinkStand } from "./sink-stand.ts";

export interface SortFigures {
  readonly fileBytes: number;
  /** The file's own order, at full speed. */
  readonly file: ReplayFigures;
  /** Sorted, for the first time: the sorted copy is made before the first row is sent. */
  readonly sortedFirst: ReplayFigures;
  /** Sorted again: the copy is there. */
  readonly sortedAgain: ReplayFigures;
}

/** Replays a generated file of so many rows, which is in no order, each time into an empty topic. */
export async function sortedReplay(folder: string, rows: number): Promise<SortFigures> {
  const path = await accidentsFile(folder, rows);
  const sorted = { ACCIDENT_FILE: path, ACCIDENT_ORDER: "sort", ACCIDENT_CACHE_DIR: join(folder, "sorted") };
  return {
    fileBytes: (await stat(path)).size,
    file: await replayedOnce({ ACCIDENT_FILE: path, ACCIDENT_ORDER: "file" }),
    sortedFirst: await replayedOnce(sorted),
    sortedAgain: await replayedOnce(sorted),
  };
}

/** Writes a file of so many generated rows, and answers where it is. */
export async function accidentsFile(folder: string, rows: number): Promise<string> {
  const path = join(folder, `accidents-${rows}.csv`);
  await writeGenerated({ path, generator: "generate-accidents", rows, seed: 2023 });
  return path;
}

async function replayedOnce(env: Readonly<Record<string, string>>): Promise<ReplayFigures> {
  const stand = await SinkStand.open("none");
  try {
    return await replay(stand, env);
  } finally {
    await stand.close();
  }
}
