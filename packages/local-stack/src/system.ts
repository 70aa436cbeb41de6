import { claimAddresses, consoleAddresses } from "./addresses.ts";
import type { Blueprint } from "./blueprint.ts";
import { awaitFirstSigns } from "./first-signs.ts";
import { Household } from "./household.ts";
import { chooseMongo } from "./mongo-choice.ts";
import type { Part } from "./part.ts";
import { type Parts, startParts } from "./parts.ts";
import { Ports } from "./ports.ts";
import { type PrometheusWish, startPrometheus } from "./prometheus-part.ts";
import { Replica } from "./replica.ts";
import { type Choice, planReplicas } from "./replica-plan.ts";
import { type Say, silence } from "./say.ts";
import { scrapeJobs } from "./scrape-jobs.ts";

export interface SystemOptions extends Choice {
  /** State and logs. */
  readonly folder: string;
  /** Default: the catalog's services. */
  readonly blueprint?: Blueprint | undefined;
  /** Variables for every service, over those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly say?: Say | undefined;
  /** Default: any free ports. */
  readonly ports?: Ports | undefined;
  /** Where the console serves; default a free port. */
  readonly consolePort?: number | undefined;
  /** Servers that run already and take the place of a part. */
  readonly kafkaBrokers?: string | undefined;
  readonly schemaRegistryUrl?: string | undefined;
  readonly mongodbUri?: string | undefined;
  /** A Prometheus that watches it all; default none. */
  readonly prometheus?: PrometheusWish | undefined;
  /** Default: an own one of the folder. */
  readonly household?: Household | undefined;
  /** Told where Kafka, the registry and MongoDB are as soon as all answer, before any service starts. */
  readonly onParts?: ((parts: Parts) => void) | undefined;
  /** Ends the starting. */
  readonly signal?: AbortSignal | undefined;
}

/** Parts and services, up and kept up. */
export interface System {
  readonly parts: Parts;
  readonly replicas: readonly Replica[];
  /** Undefined where none was wished for. */
  readonly prometheus: Part | undefined;
  /** One replica of a service; the first unless told. Throws when it does not run. */
  replica(service: string, number?: number): Replica;
  /** Ends all: services first, then parts. */
  stop(): Promise<void>;
}

/** Starts parts and services, and resolves when every service is ready, or waits for a person, and data flows. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { folder, say = silence } = options;
  // Of many that are waited for the first to fail ends the waiting for all.
  const failed = new AbortController();
  const signal = AbortSignal.any([failed.signal, ...(options.signal ? [options.signal] : [])]);
  const blueprint = options.blueprint ?? (await import("./catalog-blueprint.ts")).catalogBlueprint;
  const { mongodbUri } = options;
  const wanted = planReplicas(blueprint.services, options);
  const { planned, mongo } = await chooseMongo(wanted, { mongodbUri, say, signal });
  const household = options.household ?? (await Household.open(folder)).household;
  const ports = options.ports ?? new Ports({ usual: false, say });
  try {
    const parts = await startParts({ ...options, mongo, household, ports, say, signal });
    signal.throwIfAborted();
    options.onParts?.(parts);
    await blueprint.provision(parts.kafkaBrokers, parts.schemaRegistryUrl);
    say("Topics and schemas are in place");
    const addresses = await claimAddresses(planned, ports, options.consolePort);
    const env = {
      ...process.env,
      ...options.env,
      KAFKA_BROKERS: parts.kafkaBrokers,
      SCHEMA_REGISTRY_URL: parts.schemaRegistryUrl,
      ...(parts.mongodbUri && { MONGODB_URI: parts.mongodbUri }),
      ...consoleAddresses(addresses),
    };
    signal.throwIfAborted();
    const replicas = addresses.map((address) => new Replica({ ...address, env, household, say }));
    say(`Starting ${replicas.map(({ name }) => name).join(", ")}`);
    for (const replica of replicas) replica.start();
    const jobs = scrapeJobs(addresses, parts.registryManagement);
    const wish = options.prometheus;
    // Services do without: what keeps it from running is told, and ends nothing.
    const watching = wish && startPrometheus({ ...wish, jobs, household, ports, say, signal });
    const watched = watching?.catch((error: Error) => {
      say(`Prometheus does not run: ${error.message}`);
      return undefined;
    });
    await Promise.all(
      replicas.map((replica) =>
        replica
          .ready({ timeoutMs: 120_000, signal })
          .then((trip) =>
            say(`${replica.name} ${trip === undefined ? "is ready" : `stands still: ${trip}`}`),
          ),
      ),
    );
    const prometheus = await watched;
    await awaitFirstSigns(replicas, say, signal);
    return {
      parts,
      replicas,
      prometheus,
      replica: (service, number = 1) => {
        const found = replicas.filter((replica) => replica.service === service)[number - 1];
        if (found === undefined) throw new Error(`${service} does not run ${number} times here`);
        return found;
      },
      stop: () => household.close(say),
    };
  } catch (error) {
    failed.abort(error);
    await household.close(say);
    throw error;
  }
}
