import { mainPorts, startService } from "@tributary/runtime";
import { countService } from "./count-service.ts";
import { lateFenceBroker } from "./late-fence-broker.ts";
import { slowBroker } from "./slow-broker.ts";
import { unfencedBroker } from "./unfenced-broker.ts";

// The service of the fire on a changed broker; FIRE_DESIGN says how.
const { FIRE_RUN = "by-hand", FIRE_DESIGN, FIRE_FENCE_WINDOW_MS, FIRE_COMMIT_WINDOW_MS } = process.env;
const windows = {
  beforeFenceMs: Number(FIRE_FENCE_WINDOW_MS ?? 0),
  beforeCommitMs: Number(FIRE_COMMIT_WINDOW_MS ?? 0),
};
const ports = mainPorts();
const running = await startService(countService(FIRE_RUN), {
  ...ports,
  openBroker: async (room) => {
    const broker = await ports.openBroker(room);
    if (FIRE_DESIGN === "no-fencing") return unfencedBroker(broker, windows);
    if (FIRE_DESIGN === "restore-before-fencing") return lateFenceBroker(broker, windows);
    if (FIRE_DESIGN === "sound") return slowBroker(broker, windows);
    throw new Error(`FIRE_DESIGN is ${FIRE_DESIGN}: sound, no-fencing or restore-before-fencing`);
  },
});
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
await running.done;
