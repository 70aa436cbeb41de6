import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { MongoServer } from "../../src/mongo-server.ts";
import type { GeneratedFile } from "../chain/generated-file.ts";
import type { Difference } from "./truth/comparison.ts";

const program = fileURLToPath(new URL("truth/compare-accidents.ts", import.meta.url));

/** Holds the collection `accidents` against the file it was made of, by a program of its own. */
export async function compareWithFile(mongo: MongoServer, file: GeneratedFile): Promise<Difference> {
  const told = {
    file: file.path,
    "bad-lines": file.badLines.join(","),
    uri: mongo.uri,
    database: mongo.database,
    collection: "accidents",
  };
  const args = Object.entries(told).map(([name, value]) => `--${name}=${value}`);
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", program, ...args]);
  return JSON.parse(stdout) as Difference;
}
