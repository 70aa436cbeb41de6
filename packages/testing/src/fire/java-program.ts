import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fetchParts, findJava } from "@tributary/local-stack";

/** A program in one source file that runs on the jars of the broker. */
export class JavaProgram {
  /** The last line it prints, taken as JSON; rejects with all it said when it does not exit 0. */
  readonly result: Promise<unknown>;
  readonly #child: ChildProcessWithoutNullStreams;

  private constructor(result: Promise<unknown>, child: ChildProcessWithoutNullStreams) {
    this.result = result;
    this.#child = child;
    result.catch(() => undefined); // told to whoever awaits it, however late
  }

  /** `args` become `name=value`; `onLine` hears all it says. Rejects when Java is there without its compiler. */
  static async start(
    source: URL,
    args: Readonly<Record<string, string | number>>,
    onLine: (line: string) => void = () => undefined,
  ): Promise<JavaProgram> {
    const java = findJava().command;
    const { kafka: jars } = await fetchParts(["kafka"], { say: () => undefined });
    await requireCompiler(java);
    const told = Object.entries(args).map(([name, value]) => `${name}=${value}`);
    const flags = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", `${jars}/*`];
    const child = spawn(java, [...flags, fileURLToPath(source), ...told], {
      stdio: "pipe",
    });
    let last = "";
    let said = "";
    createInterface(child.stdout).on("line", (line) => {
      last = line;
      onLine(line);
    });
    createInterface(child.stderr).on("line", (line) => {
      said = `${said}${line}\n`.slice(-10_000);
      onLine(line);
    });
    const result = once(child, "close").then(([code]) => {
      if (code !== 0) throw new Error(`${source.pathname} ended with ${code}:\n${said}`);
      return JSON.parse(last) as unknown;
    });
    child.stdin.on("error", () => undefined); // it has ended before it was told
    return new JavaProgram(result, child);
  }

  /** Closes its standard input. */
  finish(): void {
    this.#child.stdin.end();
  }

  end(): void {
    this.#child.kill("SIGKILL");
  }
}

async function requireCompiler(java: string): Promise<void> {
  const { stdout } = await promisify(execFile)(java, ["--list-modules"]);
  if (/^jdk\.compiler@/m.test(stdout)) return;
  throw new Error(
    `${java} has no compiler, and the writer and the recount of the fault runs are Java sources: install a JDK of 21 ` +
      "or later (apt-get install openjdk-21-jdk-headless, brew install openjdk), or name one by JAVA_HOME.",
  );
}
