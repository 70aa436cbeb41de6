import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { rootScript } from "../../test/chain/root-script.ts";

/** Reads and checks a file as a replay does, and sends nothing: seconds of the whole process, and what it reported. */
export async function readAlone(file: string) {
  const startedAt = performance.now();
  const args = ["--no-warnings", await rootScript("replay"), "flights", file, "--dry-run"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const said = text(child.stdout);
  const [code] = await once(child, "close");
  const seconds = Number(((performance.now() - startedAt) / 1_000).toFixed(2));
  if (code !== 0) throw new Error(`the dry run ended with ${code}`);
  return { seconds, said: (await said).trim().split("\n") };
}
