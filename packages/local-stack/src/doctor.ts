import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statfsSync } from "node:fs";
import { totalmem } from "node:os";
import getPort from "get-port";
import { findJava } from "./java.ts";
import { findMongoProgram } from "./mongo-program.ts";
import { partFolder, partsCache } from "./part-cache.ts";
import { findPrometheus, prometheusHint } from "./prometheus-program.ts";
import { pythonHint } from "./python.ts";
import { styled } from "./terminal.ts";

export interface Finding {
  readonly what: string;
  /** `no`: cannot start; `hm`: can, with a drawback. */
  readonly verdict: "ok" | "hm" | "no";
  readonly detail: string;
  readonly fix?: string;
}

const signs = { ok: ["✓", "green"], hm: ["!", "yellow"], no: ["✗", "red"] } as const;

/** Prints one line for each thing a start needs, with the fix. Answers 0, or 69 when something needed is missing. */
export async function runDoctor(folder: string, env = process.env): Promise<number> {
  const findings = [
    node(),
    npm(),
    java(env),
    maven(env),
    mongo(env),
    prometheus(),
    memory(),
    disk(folder),
    ...(await ports(env)),
  ];
  for (const { what, verdict, detail, fix } of findings) {
    const [sign, color] = signs[verdict];
    process.stdout.write(`${styled(color, sign)} ${what.padEnd(16)} ${detail}\n`);
    if (fix !== undefined)
      process.stdout.write(`  ${"".padEnd(16)} → ${fix.replaceAll("\n", `\n${"".padEnd(21)}`)}\n`);
  }
  return findings.some(({ verdict }) => verdict === "no") ? 69 : 0;
}

function node(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  const fix = "run it as `npm run doctor`, which uses the Node 24 of this tree (`npm ci` installs it)";
  return major >= 24
    ? { what: "Node", verdict: "ok", detail: process.version }
    : { what: "Node", verdict: "no", detail: `${process.version}, 24 is needed`, fix };
}

function npm(): Finding {
  const { status, stdout } = spawnSync("npm", ["--version"], {
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  return status === 0
    ? { what: "npm", verdict: "ok", detail: stdout.trim() }
    : {
        what: "npm",
        verdict: "no",
        detail: "not on PATH",
        fix: "it comes with Node: https://nodejs.org/en/download",
      };
}

const bothNamed = (env: NodeJS.ProcessEnv) =>
  env.KAFKA_BROKERS !== undefined && env.SCHEMA_REGISTRY_URL !== undefined;

function java(env: NodeJS.ProcessEnv): Finding {
  if (bothNamed(env))
    return { what: "Java", verdict: "ok", detail: "not needed: Kafka and registry are named" };
  try {
    const { version, command } = findJava();
    return { what: "Java", verdict: "ok", detail: `${version} (${command})` };
  } catch (error) {
    return { what: "Java", verdict: "no", detail: "none that is new enough", fix: (error as Error).message };
  }
}

function maven(env: NodeJS.ProcessEnv): Finding {
  const missing = (["kafka", "registry"] as const).filter((name) => !existsSync(partFolder(name)));
  if (bothNamed(env))
    return { what: "Downloads", verdict: "ok", detail: "not needed: Kafka and registry are named" };
  if (missing.length === 0)
    return { what: "Downloads", verdict: "ok", detail: `Kafka and registry are in ${partsCache()}` };
  const { status } = spawnSync("mvn", ["--version"], { shell: process.platform === "win32" });
  return status === 0
    ? {
        what: "Downloads",
        verdict: "ok",
        detail: `Maven will fetch ${missing.join(" and ")}, about 200 MB in all`,
      }
    : {
        what: "Downloads",
        verdict: "no",
        detail: `${missing.join(" and ")} not fetched yet, and no \`mvn\` on PATH to fetch by`,
        fix: "apt-get install maven, or brew install maven",
      };
}

/** Only mongo-sink needs one. */
function mongo(env: NodeJS.ProcessEnv): Finding {
  if (env.MONGODB_URI) return { what: "MongoDB", verdict: "ok", detail: "named by MONGODB_URI" };
  const program = findMongoProgram();
  return program === undefined
    ? { what: "MongoDB", verdict: "hm", detail: "none: mongo-sink will be left out", fix: pythonHint }
    : { what: "MongoDB", verdict: "ok", detail: program.origin };
}

/** Services run, and the console shows them, without one. */
function prometheus(): Finding {
  const program = findPrometheus();
  return program === undefined
    ? { what: "Prometheus", verdict: "hm", detail: "none: metrics are shown by nobody", fix: prometheusHint }
    : { what: "Prometheus", verdict: "ok", detail: `${program.version} on PATH` };
}

function memory(): Finding {
  const gigabytes = totalmem() / 2 ** 30;
  const detail = `${gigabytes.toFixed(1)} GB of memory`;
  return gigabytes >= 3
    ? { what: "Memory", verdict: "ok", detail }
    : {
        what: "Memory",
        verdict: "hm",
        detail,
        fix: "Kafka, registry, MongoDB and services take about 2 GB: close other programs",
      };
}

function disk(folder: string): Finding {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  const gigabytes = (bavail * bsize) / 2 ** 30;
  const detail = `${gigabytes.toFixed(1)} GB free for ${folder}`;
  return gigabytes >= 2
    ? { what: "Disk", verdict: "ok", detail }
    : { what: "Disk", verdict: "no", detail, fix: "free 2 GB: downloads take 0.4 GB, topics grow for a day" };
}

async function ports(env: NodeJS.ProcessEnv): Promise<Finding[]> {
  const consolePort = Number(env.CONSOLE_PORT ?? 4000);
  const findings: Finding[] = [];
  for (const [what, port] of [
    ["Console's port", consolePort],
    ["Kafka's port", 9092],
    ["Registry's port", 8081],
    ["MongoDB's port", 27017],
    ["Prometheus's port", 9090],
  ] as const) {
    const free = (await getPort({ port })) === port;
    if (free) findings.push({ what, verdict: "ok", detail: `${port} is free` });
    else if (port === consolePort) {
      const fix = `end that program, or CONSOLE_PORT=${port + 1} npm start`;
      findings.push({ what, verdict: "no", detail: `${port} is taken`, fix });
    } else findings.push({ what, verdict: "hm", detail: `${port} is taken: another one will be used` });
  }
  return findings;
}
