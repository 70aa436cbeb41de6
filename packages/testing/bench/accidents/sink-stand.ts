import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accident } from "@tributary/contracts";
import { embedded, type MongoProgram, mongoAnswers, type Parts, startParts } from "@tributary/local-stack";
import { innerTopics } from "@tributary/runtime";
import { provisionChain } from "../../test/chain/provision-chain.ts";

/** The server with real time-series collections, if one is named by SECANTUSD_PATH. */
export function strictProgram(path = process.env.SECANTUSD_PATH): MongoProgram | undefined {
  if (path === undefined) return undefined;
  return {
    label: "secantusd",
    dataFolder: "secantusd",
    fetch: async () => [path],
    args: (port, folder) => [
      ...["--port", String(port), "--storage-path", folder],
      ...["--cache-size", "512M", "--sync-on-commit", "--log-level", "WARNING"],
    ],
    answers: mongoAnswers,
    uri: (port) => `mongodb://127.0.0.1:${port}`,
  };
}
