import { deadLetterTopicName } from "@tributary/contracts";
import { mainPorts, startService } from "@tributary/runtime";
import { dyingBroker } from "../fire/dying-broker.ts";
import { type DeathPoint, isDue } from "./death-points.ts";

// mongo-sink, which `kill -9` ends at the points that matter, and says at which.
const path = new URL("../../../../services/mongo-sink/src/service.ts", import.meta.url);
const { mongoSink } = await import(path.href);
const ports = mainPorts();

function mayDie(at: DeathPoint): void {
  if (!isDue(at, process.env.DEATHS_FOLDER ?? ".")) return;
  process.stdout.write(`${JSON.stringify({ level: "info", msg: "dies", at })}\n`);
  process.kill(process.pid, "SIGKILL");
}

const service = {
  ...mongoSink,
  process: (config: unknown) => {
    const sink = mongoSink.process(config);
    return {
      ...sink,
      open: async (context: unknown) => {
        const writer = await sink.open(context);
        const write = writer.write.bind(writer);
        writer.write = async (batch: unknown, signal: unknown) => {
          mayDie("before a write");
          const rejections = await write(batch, signal);
          mayDie("after a write");
          return rejections;
        };
        return writer;
      },
    };
  },
};

const running = await startService(service, {
  ...ports,
  openBroker: async (room) =>
    dyingBroker(await ports.openBroker(room), deadLetterTopicName(service.name), mayDie),
});
process.once("SIGTERM", () => void running.stop().then(() => process.exit(0)));
await running.done;
