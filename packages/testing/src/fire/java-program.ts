import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { fetchParts, findJava } from "@tributary/local-stack";

/** A program in one source file that runs on the jars of the broker. */
export class JavaProgram {
  /** The last line it prints, taken as JSON; rejects with all it said when it does not exit 0. */
  readonly result: Promise<unknown>;
  readonly #end: () => void;

  private constructor(result: Promise<unknown>, end: () => void) {
    this.result = result;
    this.#end = end;
    result.catch(() => undefined); // told to whoever awaits it, however late
  }

  /** `args` become `name=value`. Rejects when Java is there without its compiler. */
  static async start(source: URL, args: Readonly<Record<string, string | number>>): Promise<JavaProgram> {
    const java = findJava().command;
    const { kafka: jars } = await fetchParts(["kafka"], { say: () => undefined });
    await requireCompiler(java);
    const told = Object.entries(args).map(([name, value]) => `${name}=${value}`);
    const flags = ["-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", `${jars}/*`];
    const child = spawn(java, [...flags, fileURLToPath(source), ...told], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let said = "";
    child.stdout.on("data", (bytes: Buffer) => {
      output += bytes;
    });
    child.stderr.on("data", (bytes: Buffer) => {
      said = (said + bytes).slice(-10_000);
    });
    const result = once(child, "close").then(([code]) => {
      const last = output.trimEnd().split("\n").at(-1) ?? "";
      if (code !== 0)
        throw new Error(`${source.pathname} ended with ${code}:\n${said}${output.slice(-2_000)}`);
      return JSON.parse(last) as unknown;
    });
    return new JavaProgram(result, () => child.kill("SIGKILL"));
  }

  end(): void {
    this.#end();
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
