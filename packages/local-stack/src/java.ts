import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import { StartError } from "./start-error.ts";

/** Apicurio Registry's classes are of version 65. */
export const oldestJava = 21;

export interface Java {
  /** The `java` executable. */
  readonly command: string;
  /** Feature release: 21, 25. */
  readonly version: number;
}

/** What the finder asks of the machine; tests hand in another one. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  list(folder: string): string[];
  /** Where a file really is, links followed; undefined when there is none. */
  real(file: string): string | undefined;
  /** What `<command> -version` prints, or undefined when it cannot be run. */
  version(command: string): string | undefined;
}

/** Feature release in the output of `java -version`: `1.8.0_392` is 8, `17.0.15` is 17, `26-ea` is 26. */
export function javaVersion(output: string): number | undefined {
  const match = /version "(?:1\.)?(\d+)/.exec(output);
  return match ? Number(match[1]) : undefined;
}

/** Where a `java` may be: JAVA_HOME, PATH, then the folders that installers use. */
export function javaCandidates(machine: Machine): string[] {
  const { env, platform } = machine;
  const executable = platform === "win32" ? "java.exe" : "java";
  const inHome = (home: string) => join(home, "bin", executable);
  const within = (folder: string, rest = "") =>
    machine.list(folder).map((name) => inHome(join(folder, name, rest)));
  const usual = {
    darwin: () => [
      ...within("/Library/Java/JavaVirtualMachines", "Contents/Home"),
      ...within(join(env.HOME ?? "/", "Library/Java/JavaVirtualMachines"), "Contents/Home"),
      ...within("/opt/homebrew/opt").filter((file) => file.includes("openjdk")),
      ...within("/usr/local/opt").filter((file) => file.includes("openjdk")),
    ],
    win32: () =>
      ["Java", "Eclipse Adoptium", "Microsoft"].flatMap((vendor) =>
        within(join(env.ProgramFiles ?? "C:\\Program Files", vendor)),
      ),
    other: () => [
      ...within("/usr/lib/jvm"),
      ...within("/usr/java"),
      ...within(join(env.HOME ?? "/", ".sdkman/candidates/java")),
    ],
  };
  const files = [
    ...(env.JAVA_HOME ? [inHome(env.JAVA_HOME)] : []),
    ...(env.PATH ?? "")
      .split(delimiter)
      .filter(Boolean)
      .map((folder) => join(folder, executable)),
    ...(platform === "darwin" ? usual.darwin() : platform === "win32" ? usual.win32() : usual.other()),
  ];
  return [...new Set(files.flatMap((file) => machine.real(file) ?? []))];
}

/** The first Java that is new enough. Throws a `StartError` that names what was found instead. */
export function findJava(machine: Machine = thisMachine): Java {
  const tooOld: string[] = [];
  for (const command of javaCandidates(machine)) {
    const version = javaVersion(machine.version(command) ?? "");
    if (version !== undefined && version >= oldestJava) return { command, version };
    tooOld.push(`  ${command} ${version === undefined ? "does not run" : `is Java ${version}`}`);
  }
  const found = tooOld.length > 0 ? `Found only:\n${tooOld.join("\n")}` : "Found none.";
  throw new StartError(
    `Java ${oldestJava} or later is needed for Kafka and the schema registry. ${found}\n` +
      `Install one (${installHint(machine.platform)}), or name its folder: JAVA_HOME=/path/to/jdk npm start`,
  );
}

function installHint(platform: NodeJS.Platform): string {
  if (platform === "darwin") return "brew install openjdk";
  if (platform === "win32") return "winget install EclipseAdoptium.Temurin.25.JDK";
  return `apt-get install openjdk-${oldestJava}-jre-headless, or a build of https://adoptium.net`;
}

export const thisMachine: Machine = {
  platform: process.platform,
  env: process.env,
  list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
  real: (file) => (existsSync(file) ? realpathSync(file) : undefined),
  version: (command) => {
    const run = spawnSync(command, ["-version"], { encoding: "utf8", timeout: 20_000 });
    return run.status === 0 ? `${run.stderr}${run.stdout}` : undefined;
  },
};
