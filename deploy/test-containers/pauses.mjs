// How long each partition of flights-per-airline stands still when its replicas are scaled 1 → 3 → 1 under load, one is killed,
// and one is restarted; with dynamic and with static members. A partition's pause is the longest time between two of its
// transactions, by the broker's time stamps of the position markers in the state topic. Counts are compared at the end.
// Usage: node pauses.mjs PROJECT COUNTS.CSV FLIGHTS.CSV. Exit 0 when all counts are exact.
import { markersOf } from "../../packages/testing/bench/fold/state-log.ts";
import { docker, inspect } from "./docker.mjs";
import { assert, say, totals, until } from "./report.mjs";
import { System } from "./system.mjs";
import { Truth } from "./truth.mjs";

const [name, countsFile, flightsFile] = process.argv.slice(2);
const truth = new Truth(countsFile, flightsFile);
const counter = "flights-per-airline";
const partitions = 6;

for (const membership of ["dynamic", "static"]) await measure(membership);
process.exitCode = totals().failed === 0 ? 0 : 1;

async function measure(membership) {
  const overlays =
    membership === "static" ? ["compose.pauses.yaml", "compose.static.yaml"] : ["compose.pauses.yaml"];
  const system = await System.named(name, ...overlays);
  const { project } = system;
  const times = Array.from({ length: partitions }, () => new Set());
  const scaleTo = (count) =>
    project.compose(
      "up",
      "-d",
      "--no-build",
      "--no-deps",
      "--no-recreate",
      "--scale",
      `${counter}=${count}`,
      counter,
    );

  /** Acts, waits until the replicas share all partitions, and every partition has moved after that. */
  const phase = async (what, replicas, act) => {
    const from = Date.now();
    await act();
    const shares = await until(async () => {
      const told = await system.toldSharesOf(counter);
      const isShared = told.length === replicas && told.reduce((sum, share) => sum + share, 0) === partitions;
      return isShared && told.every((share) => share > 0) ? told : undefined;
    });
    const settled = Date.now();
    await until(
      async () => {
        const told = await markersOf({ kafkaBrokers: system.kafka }, counter, partitions);
        for (const [partition, some] of told.entries()) for (const time of some) times[partition].add(time);
        return told.every((some) => some.some((time) => time > settled + 2_000)) ? true : undefined;
      },
      { everyMs: 1_000 },
    );
    const pauses = times.map((some) =>
      longestGap(
        [...some].sort((a, b) => a - b),
        from,
      ),
    );
    const list = pauses.sort((a, b) => a - b).join(", ");
    assert(`${membership}: ${what}`, shares !== undefined, `${list} ms; shares ${shares?.join(" + ")}`);
  };

  await project.compose("up", "-d", "--no-build", counter, "flight-csv", "console");
  await system.healthySoon(counter, "flight-csv", "console");
  // The first seconds are those of programs that still get warm.
  await until(async () => ((await system.countedFlights()) > 30_000 ? true : undefined));
  await phase("nothing happens, 1 replica", 1, () => new Promise((resolve) => setTimeout(resolve, 10_000)));
  await phase("--scale 3", 3, () => scaleTo(3));
  await phase("kill -9 of one, which its restart policy brings back", 3, async () => {
    const [{ Id, State }] = await project.containers(counter);
    process.kill(State.Pid, "SIGKILL");
    await until(async () => ((await inspect(Id))[0].RestartCount > 0 ? true : undefined));
  });
  await phase("docker restart of one", 3, async () => {
    const [{ Id }] = await project.containers(counter);
    await docker("restart", "-t", "15", Id);
  });
  await phase("--scale 1", 1, () => scaleTo(1));
  const counted = await system.countedFlights();
  assert("flights came all the while", counted < truth.flights, `${counted} of ${truth.flights}`);
  await system.hurry();
  await until(async () => ((await system.countedFlights()) >= truth.flights ? true : undefined), {
    timeoutMs: 300_000,
  });
  const rows = await system.countedRows();
  assert(
    `${membership}: counts are exact`,
    String(rows) === String(truth.counts),
    `${rows.length} rows, ${truth.flights} flights`,
  );
  say("docker compose down -v");
  await project.compose("down", "-v", "--timeout", "15");
}

/** The longest time between two of these of which the second lies after `from`. */
function longestGap(sorted, from) {
  const gaps = sorted.map((time, index) => (index > 0 && time >= from ? time - sorted[index - 1] : 0));
  return Math.max(...gaps);
}
