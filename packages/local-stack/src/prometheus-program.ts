import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fetched } from "./fetched.ts";
import { partsCache } from "./part-cache.ts";
import type { Say } from "./say.ts";
import { StartError } from "./start-error.ts";

/** Prometheus and the tool that comes with it, as commands. */
export interface PrometheusProgram {
  readonly prometheus: string;
  readonly promtool: string;
  /** Such as `2.42.0`. */
  readonly version: string;
}

export const prometheusHint =
  "install it (apt-get install prometheus, brew install prometheus), so that `prometheus` is on PATH";

/** The one on PATH; undefined where there is none. */
export function findPrometheus(): PrometheusProgram | undefined {
  return programOf("prometheus", "promtool");
}

/**
 * The one on PATH, else that of Debian's package, unpacked into the cache without installing it: it scrapes, judges rules
 * and answers queries, but has no pages. Rejects with a `StartError` where neither is to be had.
 */
export async function fetchPrometheus(say: Say, cache = partsCache()): Promise<PrometheusProgram> {
  const found = findPrometheus();
  if (found !== undefined) return found;
  const version = debianVersion();
  if (version === undefined) throw new StartError(`There is no Prometheus: ${prometheusHint}.`);
  const folder = join(cache, `prometheus-${version.replace(/^\d+:/, "")}`);
  const fill = async (partial: string) => {
    run("apt-get", ["download", "-qq", "prometheus"], partial);
    const deb = (await readdir(partial)).find((name) => name.endsWith(".deb"));
    if (deb === undefined) throw new StartError("apt-get download left no package");
    run("dpkg-deb", ["-x", deb, "."], partial);
  };
  if (!existsSync(folder))
    await fetched({ folder, label: `Prometheus ${version} of Debian`, megabytes: 19, say, fill });
  const program = programOf(join(folder, "usr/bin/prometheus"), join(folder, "usr/bin/promtool"));
  if (program === undefined) throw new StartError(`${folder} holds no Prometheus that runs here`);
  return program;
}

function programOf(prometheus: string, promtool: string): PrometheusProgram | undefined {
  const [version, toolVersion] = [prometheus, promtool].map((file) => versionIn(said(file, ["--version"])));
  return version === undefined || toolVersion === undefined ? undefined : { prometheus, promtool, version };
}

export const versionIn = (text: string | undefined): string | undefined =>
  /version (\d+\.\d+\.\d+)/.exec(text ?? "")?.[1];

/** Which version apt would install; the lists of a machine that is new have to be fetched first, which only root may. */
function debianVersion(): string | undefined {
  const candidate = () => /Candidate: (\d\S*)/.exec(said("apt-cache", ["policy", "prometheus"]) ?? "")?.[1];
  const known = candidate();
  if (known !== undefined || process.getuid?.() !== 0) return known;
  said("apt-get", ["update", "-qq"]);
  return candidate();
}

function said(file: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(file, args, { encoding: "utf8", timeout: 120_000 });
  return status === 0 ? stdout + stderr : undefined;
}

function run(file: string, args: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(file, args, { cwd, encoding: "utf8", timeout: 120_000 });
  if (status !== 0) throw new StartError(`${file} ${args.join(" ")}: ${error?.message ?? stderr.trim()}`);
}
