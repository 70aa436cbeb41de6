import { keepAsking } from "./asking.mjs";
import { addressOf, docker, inspect, isHealthy } from "./docker.mjs";
import { assert, say, until } from "./report.mjs";

/** Restarts the service's replicas one after another: nobody else is disturbed, and no request is refused. */
export async function rollingRestart(system, service) {
  const { project } = system;
  say(`rolling restart of ${service}`);
  const others = (all) => all.filter(([name]) => name !== service);
  const before = others(await system.starts());
  const replicas = await project.containers(service);
  const asking = keepAsking(`${system.console}/api/${service}/replays`);
  const readySeconds = [];
  const exitCodes = [];
  for (const { Id } of replicas) {
    await docker("stop", "-t", "15", Id);
    exitCodes.push((await inspect(Id))[0].State.ExitCode);
    await docker("start", Id);
    const [now] = await inspect(Id);
    readySeconds.push(await readySecondsOf(now));
    await until(async () => (isHealthy((await inspect(Id))[0]) ? true : undefined));
  }
  const { asked, refused } = await asking.stop();
  const again = await project.containers(service);
  assert(
    "each replica stopped in order and is healthy again",
    exitCodes.every((code) => code === 0) && again.every(isHealthy),
    `exit codes ${exitCodes.join(", ")}`,
  );
  assert(
    "no other container was started again meanwhile",
    String(others(await system.starts())) === String(before),
  );
  assert(
    "every request to the service was answered meanwhile",
    asked > 0 && refused.length === 0,
    `${asked} asked${refused.length ? `, ${refused.length} refused: ${refused[0]}` : ""}`,
  );
  // One that no group has to wait for.
  const [feed] = await project.containers("map-feed");
  await docker("restart", "-t", "15", feed.Id);
  const [now] = await inspect(feed.Id);
  readySeconds.push(await readySecondsOf(now));
  const texts = readySeconds.map(({ wall, cpu }) => `${wall.toFixed(1)} s (${cpu.toFixed(1)} s)`).join(", ");
  // Where others keep the processors busy, what it took of them tells how long it would have taken.
  const isQuick = readySeconds.some(({ wall, cpu }) => wall <= 3 || cpu <= 2);
  assert("a replica is ready within 3 s of its start, or within 2 s of processor time", isQuick, texts);
}

/** How long a container took until it was ready, and how much of the processors. */
async function readySecondsOf(container) {
  const ops = `http://${addressOf(container)}:9464`;
  const ask = (path) => fetch(`${ops}${path}`, { signal: AbortSignal.timeout(1_000) });
  const ready = await until(async () => ((await ask("/readyz")).ok ? performance.now() : undefined), {
    everyMs: 25,
  });
  const metrics = ready === undefined ? "" : await (await ask("/metrics")).text();
  const [, cpu = Number.NaN] = /^process_cpu_seconds_total(?:\{.*\})? (\S+)/m.exec(metrics) ?? [];
  const wall =
    (performance.timeOrigin + (ready ?? Number.NaN) - Date.parse(container.State.StartedAt)) / 1000;
  return { wall, cpu: Number(cpu) };
}
