// The system in containers, walked through: each assertion is a line. Exit 0 when all hold.
// Usage: node walk.mjs PROJECT COUNTS.CSV FLIGHTS.CSV: flights as the containers will generate them, and their counts.
import { oneServiceAlone } from "./alone.mjs";
import { jsonOf } from "./asking.mjs";
import { inspect, isHealthy } from "./docker.mjs";
import { images } from "./images.mjs";
import { assert, say, totals, until } from "./report.mjs";
import { rollingRestart } from "./rolling-restart.mjs";
import { System } from "./system.mjs";
import { Truth } from "./truth.mjs";

const [name, countsFile, flightsFile] = process.argv.slice(2);
const system = await System.named(name);
const { project } = system;
const truth = new Truth(countsFile, flightsFile);
const counter = "flights-per-airline";
const partitions = 6;

try {
  await walk();
} catch (error) {
  assert("the walk comes to its end", false, error.stack);
  say((await project.compose("logs", "--no-color", "--tail", "15").catch(() => "")).slice(-8_000));
}
const { passed, failed } = totals();
say(`${passed} assertions hold, ${failed} do not`);
process.exitCode = failed === 0 ? 0 : 1;

async function walk() {
  await aFewServices();
  await images(system);
  await threeReplicas();
  await killed();
  await rollingRestart(system, counter);
  await oneReplica();
  await exactCounts();
  await stored();
  await oneServiceAlone(system);
}

async function aFewServices() {
  say("docker compose up bus-gps map-feed console");
  await project.compose("up", "-d", "--no-build", "bus-gps", "map-feed", "console");
  const names = ["bus-gps", "console", "kafka", "map-feed", "provisioning", "registry"];
  const found = await project.services();
  assert(
    "three services bring what they need and nothing else",
    String(found) === String(names),
    found.join(", "),
  );
  const healthy = await system.healthySoon("bus-gps", "map-feed", "console");
  assert("they are healthy within 180 s", healthy);
  const [provisioning] = await project.containers("provisioning");
  assert("topics and schemas were made once, by a container that ended", provisioning?.State.ExitCode === 0);
  const vehicles = await until(async () => {
    const { vehicles: list } = await jsonOf(`${system.console}/api/map-feed/vehicles`);
    return list.length > 0 ? list.length : undefined;
  });
  assert("buses are on the map, seen through the console", vehicles !== undefined, vehicles);
  const page = await fetch(`${system.console}/`, { headers: { accept: "text/html" } });
  const html = await page.text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  const served = script !== undefined && (await fetch(`${system.console}${script}`)).status === 200;
  assert("the console serves the page that was built into its image", page.status === 200 && served, script);
}

async function threeReplicas() {
  say(`docker compose up ${counter}, with its source, the sink and Prometheus`);
  const up = ["--profile", "observability", "up", "-d", "--no-build", "--no-recreate"];
  await project.compose(...up, counter, "flight-csv", "mongo-sink", "prometheus");
  const healthy = await system.healthySoon(counter, "flight-csv", "mongo-sink");
  assert("one replica, a source and a sink are healthy within 180 s", healthy);
  const counted = await until(async () =>
    (await system.countedFlights()) > 0 ? await system.countedFlights() : undefined,
  );
  assert(
    "flights are being counted",
    counted > 0 && counted < truth.flights,
    `${counted} of ${truth.flights}`,
  );

  say(`docker compose up --scale ${counter}=3`);
  const before = await system.starts();
  await project.compose(...up, "--scale", `${counter}=3`, counter);
  assert("three replicas are healthy within 180 s", await system.healthySoon(counter));
  assert("what ran before was left alone", isSubset(before, await system.starts()));
  const assigned = await until(async () => {
    const shares = await system.sharesOf(counter);
    return shares.length === 3 && sum(shares) === partitions && shares.every((share) => share > 0)
      ? shares
      : undefined;
  });
  assert(
    "three replicas share the partitions, as Prometheus scrapes each of them",
    assigned !== undefined,
    assigned?.join(" + "),
  );
  const { services } = await jsonOf(`${system.console}/services`);
  const seen = services.find((service) => service.name === counter).instances;
  assert(
    "the console finds the three by their name",
    seen.length === 3 && seen.every(({ ready }) => ready),
    seen.length,
  );
}

async function killed() {
  const [victim] = await project.containers(counter);
  process.kill(victim.State.Pid, "SIGKILL");
  say(`kill -9 of ${victim.Name.slice(1)}`);
  const again = await until(
    async () => {
      const [now] = await inspect(victim.Id);
      return now.RestartCount > 0 && isHealthy(now) ? now : undefined;
    },
    { timeoutMs: 120_000 },
  );
  assert("a container whose process was killed comes back and is healthy", again?.RestartCount === 1);
  const back = again && (Date.parse(again.State.StartedAt) - Date.parse(again.State.FinishedAt)) / 1000;
  say(`it was started again after ${back?.toFixed(1)} s`);
}

async function exactCounts() {
  const counted = await system.countedFlights();
  assert("flights came all the while", counted < truth.flights, `${counted} of ${truth.flights}`);
  await system.hurry();
  await until(async () => ((await system.countedFlights()) >= truth.flights ? true : undefined), {
    timeoutMs: 120_000,
  });
  const rows = await system.countedRows();
  const wrong = rows.filter((row, index) => row !== truth.counts[index]);
  const found = `${rows.length} rows, ${truth.flights} flights${wrong.length > 0 ? `, such as ${wrong[0]}` : ""}`;
  assert(
    "each airline's flights of each day are counted exactly",
    String(rows) === String(truth.counts),
    found,
  );
}

async function stored() {
  let documents;
  await until(
    async () => {
      const { collections } = await jsonOf(`${system.console}/api/mongo-sink/collections`);
      documents = collections.find(({ collection }) => collection === "flights")?.documents ?? documents;
      return documents >= truth.differentFlights ? true : undefined;
    },
    { timeoutMs: 180_000 },
  );
  const found = `${documents} of ${truth.differentFlights}`;
  assert("MongoDB holds each flight once", documents === truth.differentFlights, found);
}

async function oneReplica() {
  say(`docker compose up --scale ${counter}=1`);
  await project.compose("up", "-d", "--no-build", "--no-recreate", "--scale", `${counter}=1`, counter);
  const assigned = await until(async () => {
    const shares = await system.sharesOf(counter);
    return shares.length === 1 && shares[0] === partitions ? shares : undefined;
  });
  assert("one replica takes over all partitions", assigned !== undefined, assigned?.join(" + "));
}

function isSubset(before, after) {
  const now = new Set(after.map(String));
  return before.every((entry) => now.has(String(entry)));
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
