import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { ConfigError, type Spec, type Values } from "@tributary/config";
import { type Context, defineReplay, type Replay } from "@tributary/runtime";
import { replayRoutes } from "../api/replay-routes.ts";
import type { Dataset } from "../dataset.ts";
import { openCsv, openGenerated } from "../reading/open-csv.ts";
import type { RowGenerator } from "../reading/row-generator.ts";
import { systemClock } from "../replay/clock.ts";
import { CsvRecording } from "../replay/csv-recording.ts";
import { InputError, type RowSource } from "../row-source.ts";
import { type ReplaySpec, replayConfig, replayValues } from "./replay-config.ts";
import { logStates } from "./replay-log.ts";
import { watchMetrics } from "./replay-metrics.ts";
import { replayPlan } from "./replay-plan.ts";

/** What stands in for a file where none is given. */
export interface GeneratedInput<G extends Spec> {
  readonly config: G;
  /** May throw a `ConfigError`. */
  readonly generator: (config: Values<G>) => RowGenerator;
  /** Where the replay of generated rows begins unless it is told: a day or an instant with its zone. Default: the first row. */
  readonly from?: string;
}

export interface CsvReplayOptions<T, P extends string, G extends Spec> {
  readonly name: string;
  /** One sentence for the service table. */
  readonly summary: string;
  /** Of the variables: `FLIGHT` makes `FLIGHT_FILE`. */
  readonly prefix: P;
  readonly dataset: Dataset<T>;
  /** When neither speed nor rate is configured: a number above 0, or `max`. Default 10. */
  readonly defaultSpeed?: string;
  readonly generated?: GeneratedInput<G>;
}

/** A replay of CSV files as a service, with what the command line needs to know of it. */
export interface CsvReplay<T, S extends Spec = Spec> extends Replay<S, T, CsvRecording<T>> {
  readonly csv: {
    readonly prefix: string;
    readonly dataset: Dataset<T>;
    /** Of the configuration, where no file is given. */
    readonly generator: ((config: Values<S>) => RowGenerator) | undefined;
  };
}

/** Names a service that replays CSV files of one dataset; nothing runs yet. */
export function csvReplay<T, const P extends string, G extends Spec = Record<never, never>>(
  options: CsvReplayOptions<T, P, G>,
): CsvReplay<T, ReplaySpec<P> & G> {
  const { name, summary, prefix, dataset, defaultSpeed = "10", generated } = options;
  const config = { ...replayConfig(prefix, defaultSpeed), ...generated?.config } as ReplaySpec<P> & G;
  const service = defineReplay<typeof config, T, CsvRecording<T>>({
    name,
    summary,
    config,
    topic: dataset.topic,
    open: async (context) => {
      const values = replayValues(prefix, context.config);
      const from = values.FILE === undefined ? generated?.from : undefined;
      const defaults = { order: dataset.order, speed: defaultSpeed, ...(from !== undefined && { from }) };
      const plan = replayPlan(prefix, values, defaults);
      const cacheFolder = values.CACHE_DIR ?? join(homedir(), ".cache", "tributary", "sorted");
      const opening = { order: plan.order, cacheFolder, signal: context.signal };
      const source = await inWords(prefix, values.FILE, () => {
        if (values.FILE !== undefined) return openCsv(values.FILE, dataset, opening);
        const generator = generated?.generator(context.config as unknown as Values<G>);
        if (generator === undefined)
          throw new InputError(`No file is given: set ${prefix}_FILE to a CSV file of ${dataset.name}.`);
        return openGenerated(generator, dataset, opening);
      });
      const processId = randomUUID().slice(0, 8);
      const recording = new CsvRecording({
        source,
        dataset,
        plan,
        clock: systemClock(context.now),
        processId,
      });
      watchMetrics(recording, context.metrics);
      logStates(recording, context.log);
      describe(context, source);
      return recording;
    },
    routes: (app, { recording }) => replayRoutes(app, recording),
  });
  return {
    ...service,
    csv: {
      prefix,
      dataset,
      generator: generated?.generator as ((config: unknown) => RowGenerator) | undefined,
    },
  };
}

function describe({ log }: Pick<Context, "log">, { name, layout, fingerprint }: RowSource<unknown>): void {
  log.info({ file: name, layout, fingerprint }, "the file is known");
}

/** What is wrong with a file is a fault of the configuration that names it; the file's own words stay its cause. */
async function inWords<R>(prefix: string, path: string | undefined, open: () => Promise<R>): Promise<R> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const given = path === undefined ? undefined : basename(path);
    const fault = {
      name: `${prefix}_FILE`,
      given,
      expected: "a file that can be replayed",
      cure: error.message,
    };
    throw Object.assign(new ConfigError([fault]), { cause: error });
  }
}
