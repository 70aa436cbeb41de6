import { mainPorts, startService } from "@tributary/runtime";
import { isDue } from "../accidents/death-points.ts";
import { fireTopics } from "./fire-topics.ts";
import { type RebuildPoint, rebuildDeathsBroker } from "./rebuild-deaths.ts";
import { againKey, recallService } from "./recall-service.ts";

// The recall service, which `kill -9` ends once at each point of a rebuild that matters, and says at which.
const { FIRE_RUN = "by-hand", DEATHS_FOLDER = "." } = process.env;
const { entries } = fireTopics(FIRE_RUN);
const ports = mainPorts();

function mayDie(at: RebuildPoint): void {
  if (!isDue(at, DEATHS_FOLDER, 1)) return;
  process.stdout.write(`${JSON.stringify({ level: "info", msg: "dies", at })}\n`);
  process.kill(process.pid, "SIGKILL");
}

const isOfRebuild = ({ topic, key }: { readonly topic: string; readonly key: string | Buffer | null }) =>
  topic === entries.name && String(key).endsWith(againKey(""));

const running = await startService(recallService(FIRE_RUN), {
  ...ports,
  openBroker: async (room) => rebuildDeathsBroker(await ports.openBroker(room), { mayDie, isOfRebuild }),
});
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
await running.done;
