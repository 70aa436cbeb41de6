import { readFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";

export interface LaunchOptions {
  readonly only: readonly string[] | undefined;
  readonly scale: Readonly<Record<string, number>> | undefined;
  readonly reset: boolean;
}

export interface Actions {
  readonly start: (options: LaunchOptions) => Promise<void>;
  readonly doctor: () => Promise<void>;
}

const examples = `Examples:
  npm start                                        all services; the console is at http://127.0.0.1:4000
  npm start -- --only bus-gps,map-feed,console     some of them
  npm start -- --scale map-feed=2                  two replicas of one
  npm start -- --reset                             forget all topics and documents, start anew
  BUS_LINES=all npm start                          services are set by environment variables
  CONSOLE_PORT=4001 npm start                      the console at another port
  KAFKA_BROKERS=host:9092 npm start                a broker that runs already
  npm run doctor                                   is everything there that is needed?
`;

/** The command line: reads it, and calls what it asks for. */
export function commandLine(actions: Actions): Command {
  const program = new Command("npm")
    .description(
      "Starts Kafka, the schema registry, MongoDB and all services on this machine, and stops them with Ctrl+C.",
    )
    .version(version(), "-V, --version")
    .addHelpText("before", `${examples}\n`)
    .usage("start -- [options]  |  npm run doctor")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2))
    .showHelpAfterError("(npm start -- --help tells more)");
  program
    .command("start", { isDefault: true })
    .description("start everything (default)")
    .usage("-- [options]")
    .option("--only <services>", "run only these, comma separated", names)
    .option("--scale <service=count>", "run several of a service; may be given again", count)
    .option("--reset", "delete all state in .local first: topics, schemas, documents, logs", false)
    .version(version(), "-V, --version")
    .addHelpText("before", `${examples}\n`)
    .action((options: Partial<LaunchOptions>) =>
      actions.start({ only: options.only, scale: options.scale, reset: options.reset ?? false }),
    );
  program.command("doctor").description("check what starting needs, with the fix").action(actions.doctor);
  return program;
}

function names(text: string): string[] {
  const list = text
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  if (list.length === 0) throw new InvalidArgumentError("Give at least one service.");
  return list;
}

function count(text: string, before: Record<string, number> = {}): Record<string, number> {
  const scale = { ...before };
  for (const part of text.split(",")) {
    const match = /^([\w-]+)=(\d+)$/.exec(part.trim());
    if (match === null) throw new InvalidArgumentError("Write it as map-feed=2.");
    scale[match[1] as string] = Number(match[2]);
  }
  return scale;
}

function version(): string {
  return JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version;
}
