// The system in containers, walked through: each assertion is a line. Exit 0 when all hold.
// Usage: node walk.mjs PROJECT OVERRIDE TRUTH.CSV FLIGHTS.CSV (the counts of the generated flights, and the flights, made without containers)
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { addressOf, docker, inspect, isHealthy, Project, serviceOf } from "./docker.mjs";
import { assert, say, totals, until } from "./report.mjs";

const [name, truthFile, flightsFile] = process.argv.slice(2);
const root = join(import.meta.dirname, "../..");
const ports = { CONSOLE_PORT: await freePort(), PROMETHEUS_PORT: await freePort() };
const project = new Project(
  name,
  [join(root, "docker-compose.yml"), join(import.meta.dirname, "compose.yaml")],
  ports,
);
const console_ = `http://127.0.0.1:${ports.CONSOLE_PORT}`;
const prometheus = `http://127.0.0.1:${ports.PROMETHEUS_PORT}`;
const counter = "flights-per-airline";
const partitions = 6;
const truth = readFileSync(truthFile, "utf8").trim().split("\n").slice(1).sort();
const flights = truth.reduce((sum, line) => sum + Number(line.split(",")[2]), 0);

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
  await images();
  await threeReplicas();
  await killed();
  await exactCounts("after a replica was killed");
  await stored();
  await rollingRestart();
  await oneReplica();
  await exactCounts("after the scaling down");
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
  const healthy = await healthySoon("bus-gps", "map-feed", "console");
  assert("they are healthy within 90 s", healthy);
  const [provisioning] = await project.containers("provisioning");
  assert("topics and schemas were made once, by a container that ended", provisioning?.State.ExitCode === 0);
  const vehicles = await until(async () => {
    const { vehicles: list } = await json(`${console_}/api/map-feed/vehicles`);
    return list.length > 0 ? list.length : undefined;
  });
  assert("buses are on the map, seen through the console", vehicles !== undefined, vehicles);
  const page = await fetch(`${console_}/`, { headers: { accept: "text/html" } });
  const html = await page.text();
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
  const served = script !== undefined && (await fetch(`${console_}${script}`)).status === 200;
  assert("the console serves the page that was built into its image", page.status === 200 && served, script);
}

async function images() {
  const base = await sizeOf("node:24-slim");
  const ours = (await project.containers()).filter(({ Config }) => Config.Image.startsWith("tributary/"));
  for (const container of ours) {
    const service = serviceOf(container);
    const added = ((await sizeOf(container.Image)) - base) / 1e6;
    assert(`${service} adds at most 60 MB to its base`, added <= 60, `${added.toFixed(1)} MB`);
    const { Config, HostConfig } = container;
    const isShut = HostConfig.ReadonlyRootfs && HostConfig.CapDrop?.includes("ALL") && Config.User === "node";
    assert(
      `${service} runs as another user than root, without capabilities, on a read-only file system`,
      isShut,
    );
  }
}

async function threeReplicas() {
  say(`docker compose up --scale ${counter}=3, with its source, the sink and Prometheus`);
  const before = await starts();
  await project.compose(
    ...["--profile", "observability", "up", "-d", "--no-build", "--no-recreate", "--scale", `${counter}=3`],
    ...[counter, "flight-csv", "mongo-sink", "prometheus"],
  );
  assert(
    "three replicas, a source and a sink are healthy within 90 s",
    await healthySoon(counter, "flight-csv", "mongo-sink"),
  );
  assert("what ran before was left alone", isSubset(before, await starts()));
  const assigned = await until(async () => {
    const shares = await sharesByReplica();
    return shares.length === 3 && sum(shares) === partitions && shares.every((share) => share > 0)
      ? shares
      : undefined;
  });
  assert(
    "three replicas share the partitions, as Prometheus scrapes each of them",
    assigned !== undefined,
    assigned?.join(" + "),
  );
  const { services } = await json(`${console_}/services`);
  const seen = services.find((service) => service.name === counter).instances;
  assert(
    "the console finds the three by their name",
    seen.length === 3 && seen.every(({ ready }) => ready),
    seen.length,
  );
}

async function killed() {
  const counted = await until(async () =>
    (await countedFlights()) > 0 ? await countedFlights() : undefined,
  );
  assert("flights are being counted", counted > 0 && counted < flights, `${counted} of ${flights}`);
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

async function exactCounts(when) {
  await until(async () => ((await countedFlights()) >= flights ? true : undefined), { timeoutMs: 120_000 });
  const csv = await (await fetch(`${console_}/api/${counter}/counts.csv`)).text();
  const rows = csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    // The first column is the replay.
    .map((line) => line.split(",").slice(1).join(","))
    .sort();
  const wrong = rows.filter((row, index) => row !== truth[index]);
  const found = `${rows.length} rows, ${flights} flights${wrong.length > 0 ? `, such as ${wrong[0]}` : ""}`;
  assert(
    `each airline's flights of each day are counted exactly ${when}`,
    String(rows) === String(truth),
    found,
  );
}

async function stored() {
  const [header, ...rows] = readFileSync(flightsFile, "utf8").trim().split("\n");
  const at = (column) => header.trim().split(",").indexOf(column);
  const columns = [
    "AIRLINE",
    "FLIGHT_NUMBER",
    "YEAR",
    "MONTH",
    "DAY",
    "ORIGIN_AIRPORT",
    "DESTINATION_AIRPORT",
    "SCHEDULED_DEPARTURE",
  ].map(at);
  const ids = new Set(rows.map((row) => columns.map((column) => row.split(",")[column]).join("|")));
  let documents;
  await until(
    async () => {
      const { collections } = await json(`${console_}/api/mongo-sink/collections`);
      documents = collections.find(({ collection }) => collection === "flights")?.documents ?? documents;
      return documents >= ids.size ? true : undefined;
    },
    { timeoutMs: 180_000 },
  );
  assert("MongoDB holds each flight once", documents === ids.size, `${documents} of ${ids.size}`);
}

async function rollingRestart() {
  say(`rolling restart of ${counter}`);
  const others = (all) => all.filter(([service]) => service !== counter);
  const before = others(await starts());
  const replicas = await project.containers(counter);
  const asking = keepAsking(`${console_}/api/${counter}/replays`);
  const readySeconds = [];
  const exitCodes = [];
  for (const { Id } of replicas) {
    await docker("stop", "-t", "15", Id);
    exitCodes.push((await inspect(Id))[0].State.ExitCode);
    await docker("start", Id);
    const [now] = await inspect(Id);
    const ready = await until(() => answersReady(addressOf(now)), { everyMs: 25 });
    readySeconds.push(secondsBetween(now.State.StartedAt, ready));
    await until(async () => (isHealthy((await inspect(Id))[0]) ? true : undefined));
  }
  const { asked, refused } = await asking.stop();
  const again = await project.containers(counter);
  assert(
    "each replica stopped in order and is healthy again",
    exitCodes.every((code) => code === 0) && again.every(isHealthy),
    `exit codes ${exitCodes.join(", ")}`,
  );
  assert("no other container was started again meanwhile", String(others(await starts())) === String(before));
  assert(
    "every request to the service was answered meanwhile",
    asked > 0 && refused.length === 0,
    `${asked} asked${refused.length ? `, ${refused.length} refused: ${refused[0]}` : ""}`,
  );
  // One that no group has to wait for.
  const [feed] = await project.containers("map-feed");
  await docker("restart", "-t", "15", feed.Id);
  const [now] = await inspect(feed.Id);
  const feedReady = await until(() => answersReady(addressOf(now)), { everyMs: 25 });
  readySeconds.push(secondsBetween(now.State.StartedAt, feedReady));
  const texts = readySeconds.map((seconds) => seconds.toFixed(1)).join(", ");
  assert("a replica is ready within 3 s of its start", Math.min(...readySeconds) <= 3, `${texts} s`);
}

async function oneReplica() {
  say(`docker compose up --scale ${counter}=1`);
  await project.compose("up", "-d", "--no-build", "--no-recreate", "--scale", `${counter}=1`, counter);
  const assigned = await until(async () => {
    const shares = await sharesByReplica();
    return shares.length === 1 && shares[0] === partitions ? shares : undefined;
  });
  assert("one replica takes over all partitions", assigned !== undefined, assigned?.join(" + "));
}

/** How many partitions each living replica has, by what Prometheus scraped of it. */
async function sharesByReplica() {
  const addresses = (await project.containers(counter)).filter(isHealthy).map(addressOf);
  const { data } = await json(
    `${prometheus}/api/v1/query?query=sum by (instance) (stream_assigned_partitions)`,
  );
  return data.result
    .filter(({ metric }) => addresses.includes(metric.instance.split(":")[0]))
    .map(({ value }) => Number(value[1]));
}

/** Flights of all replays, as the service tells. */
async function countedFlights() {
  const { replays } = await json(`${console_}/api/${counter}/replays`);
  return sum(replays.map(({ flightCount }) => flightCount));
}

async function healthySoon(...services) {
  const healthy = await until(
    async () => {
      const containers = (await project.containers()).filter((c) => services.includes(serviceOf(c)));
      const isAll = services.every((service) => containers.some((c) => serviceOf(c) === service));
      return isAll && containers.every(isHealthy) ? true : undefined;
    },
    { timeoutMs: 90_000, everyMs: 500 },
  );
  return healthy === true;
}

/** Of every running container its service, its name and when it was started. */
async function starts() {
  const all = (await project.containers()).filter(({ State }) => State.Running);
  return all.map((c) => [serviceOf(c), c.Name, c.State.StartedAt]).sort((a, b) => a[1].localeCompare(b[1]));
}

function isSubset(before, after) {
  const now = new Set(after.map(String));
  return before.every((entry) => now.has(String(entry)));
}

/** When it said that it is ready, or undefined. */
async function answersReady(address) {
  const { ok } = await fetch(`http://${address}:9464/readyz`, { signal: AbortSignal.timeout(1_000) });
  return ok ? performance.now() : undefined;
}

/** From an instant of docker's to one of the monotonic clock. */
function secondsBetween(started, ended = Number.NaN) {
  return (performance.timeOrigin + ended - Date.parse(started)) / 1000;
}

function keepAsking(url) {
  const refused = [];
  let asked = 0;
  let isOver = false;
  const all = (async () => {
    while (!isOver) {
      asked += 1;
      await fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
        async (answer) => {
          if (!answer.ok) refused.push(`${answer.status} ${await answer.text()}`);
          else await answer.body?.cancel();
        },
        (error) => refused.push(error.message),
      );
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await all;
      return { asked, refused };
    },
  };
}

async function json(url) {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.json();
}

async function sizeOf(image) {
  return Number(await docker("image", "inspect", "-f", "{{.Size}}", image));
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
