import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { boundedBody } from "./bounded-body.ts";
import type { DocumentSource } from "./document.ts";
import { DocumentError } from "./document-error.ts";

/** A file that something else writes; its size and time of change tell whether it is new. */
export function fileDocument(path: string, maxBytes: number): DocumentSource {
  let known = "";
  return {
    shown: path,
    async open(signal) {
      const { size, mtimeMs } = await stat(path).catch((cause: unknown) => {
        throw new DocumentError("unreachable", `${path} cannot be read`, { cause });
      });
      const version = `${size} ${mtimeMs}`;
      if (version === known) return undefined;
      return {
        body: boundedBody(createReadStream(path, { signal }), maxBytes),
        accepted() {
          known = version;
        },
      };
    },
  };
}
