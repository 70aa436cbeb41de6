import { performance } from "node:perf_hooks";
import { mainPorts, type Ports, startService } from "@tributary/runtime";
import { countService } from "./count-service.ts";
import { withoutTransactions } from "./without-transactions.ts";

/**
 * One fold that counts, until it has seen all records; then a line of JSON about the last three quarters of them.
 * Arguments: group, topic, records (0: only restore), and `transactions` or `none`. Brokers, registry and chunk size by environment.
 */
const [group = "bench-fold", topic = "bench.event.v1", given = "0", guarantee] = process.argv.slice(2);
const records = Number(given);
let seen = 0;
let startedAt = { clock: 0, cpu: process.cpuUsage() };
const finished = Promise.withResolvers<{ seconds: number; cpuMicroseconds: number }>();

function notice(): void {
  seen += 1;
  if (seen === Math.floor(records / 4)) startedAt = { clock: performance.now(), cpu: process.cpuUsage() };
  if (seen !== records) return;
  const { user, system } = process.cpuUsage(startedAt.cpu);
  finished.resolve({
    seconds: (performance.now() - startedAt.clock) / 1000,
    cpuMicroseconds: user + system,
  });
}

const service = countService(group, topic, notice);
const ports = mainPorts();
const openBroker: Ports["openBroker"] = async (room) =>
  guarantee === "none" ? withoutTransactions(await ports.openBroker(room)) : ports.openBroker(room);

const openedAt = performance.now();
const running = await startService(service, { ...ports, openBroker });
running.done.catch((error) => {
  console.error(error);
  process.exit(1);
});
if (records === 0) {
  // A restart: how long until the state of every partition is back.
  while (!running.health.isReady) await new Promise((resolve) => setTimeout(resolve, 20));
  const restoreSeconds = (performance.now() - openedAt) / 1000;
  console.log(JSON.stringify({ restoreSeconds, rssMegabytes: process.memoryUsage.rss() / 2 ** 20 }));
} else {
  const { seconds, cpuMicroseconds } = await finished.promise;
  const counted = records * 0.75;
  console.log(
    JSON.stringify({
      recordsPerSecond: counted / seconds,
      cpuMicrosecondsPerRecord: cpuMicroseconds / counted,
      peakRssMegabytes: process.resourceUsage().maxRSS / 1024,
    }),
  );
}
await running.stop();
process.exit(0);
