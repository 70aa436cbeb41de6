import { reap } from "./reap.ts";
import { Roll } from "./roll.ts";

// Outlives the launcher: standard input is a pipe from it, and when that closes, for whatever reason,
// whoever is still on the roll is ended. After an orderly stop nobody is.
const [rollFile = ""] = process.argv.slice(2);
process.stdin.resume();
process.stdin.once("close", async () => {
  await reap(new Roll(rollFile));
  process.exit(0);
});
