import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Parts, startParts } from "@tributary/local-stack";

export interface Stack extends Parts {
  /** Holds state and logs until `stop()`. */
  readonly folder: string;
}

/** A real broker and a real registry on free ports, empty, in a temporary folder that goes when they stop. */
export async function startStack(say: (line: string) => void = () => {}): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), "tributary-test-"));
  const parts = await startParts({ folder, say }).catch(async (error) => {
    await rm(folder, { recursive: true, force: true });
    throw error;
  });
  return {
    ...parts,
    folder,
    stop: async () => {
      await parts.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
