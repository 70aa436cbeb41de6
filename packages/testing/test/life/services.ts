import {
  accident,
  accidentCount,
  airlineDayCount,
  controlTopic,
  deadLetterTopic,
  flight,
  marketBar,
  marketIndicator,
  marketSignal,
  marketStatus,
  progressTopic,
  stateTopic,
  vehiclePosition,
} from "@tributary/contracts";
import { provision } from "@tributary/kafka";
import { ServiceProcess, stackInUse } from "../../src/index.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const running = new Set<ServiceProcess>();

export interface Servers {
  readonly kafkaBrokers: string;
  readonly schemaRegistryUrl: string;
}

/** The stack in use, as services are told of it. */
export function servers(): Servers {
  const { kafkaBrokers, schemaRegistryUrl } = stackInUse();
  return { kafkaBrokers: kafkaBrokers.join(","), schemaRegistryUrl };
}

/** Makes the topic and subject that the services of the buses use. */
export const provisionPositions = (of: Servers): Promise<void> => make(of, [vehiclePosition]);

/** Makes the topics and subjects of the flights, with what belongs to their replay and to their counts. */
export function provisionFlights(of: Servers): Promise<void> {
  const source = "flight-csv";
  const counter = "flights-per-airline";
  const { partitions } = flight;
  return make(of, [
    flight,
    airlineDayCount,
    progressTopic(source),
    deadLetterTopic(source, 1),
    stateTopic(counter, partitions),
    deadLetterTopic(counter, partitions),
    controlTopic(counter),
  ]);
}

/** Makes the topics and subjects of the accidents, with what belongs to their replay, counts and documents. */
export function provisionAccidents(of: Servers): Promise<void> {
  const source = "accident-csv";
  const counter = "accident-feed";
  const sink = "mongo-sink";
  const { partitions } = accident;
  return make(of, [
    accident,
    accidentCount,
    progressTopic(source),
    deadLetterTopic(source, 1),
    stateTopic(counter, partitions),
    deadLetterTopic(counter, partitions),
    controlTopic(counter),
    deadLetterTopic(sink, partitions),
    controlTopic(sink),
  ]);
}

/** Makes the topics and subjects of the stocks, with what belongs to their producer and their indicators. */
export function provisionStocks(of: Servers): Promise<void> {
  const counter = "technical-indicators";
  const { partitions } = marketBar;
  return make(of, [
    marketBar,
    marketStatus,
    marketIndicator,
    marketSignal,
    progressTopic("stock-ticks"),
    stateTopic(counter, partitions),
    deadLetterTopic(counter, partitions),
    controlTopic(counter),
  ]);
}

async function make(
  { kafkaBrokers, schemaRegistryUrl }: Servers,
  topics: Parameters<typeof provision>[0]["topics"],
): Promise<void> {
  await provision({
    kafka: { clientId: "life-test", brokers: kafkaBrokers.split(","), log: silent },
    registry: { registryUrl: schemaRegistryUrl, timeoutMs: 20_000 },
    topics,
    replicationFactor: 1,
  });
}

export function toldOf({ kafkaBrokers, schemaRegistryUrl }: Servers): Record<string, string> {
  return { KAFKA_BROKERS: kafkaBrokers, SCHEMA_REGISTRY_URL: schemaRegistryUrl };
}

/** A service of this repository; `endAll` ends it if the test does not. */
export function service(
  name:
    | "bus-gps"
    | "map-feed"
    | "flight-csv"
    | "flights-per-airline"
    | "accident-csv"
    | "accident-feed"
    | "mongo-sink"
    | "stock-ticks"
    | "technical-indicators"
    | "console",
  env: Readonly<Record<string, string>> = {},
): ServiceProcess {
  return run(new URL(`../../../../services/${name}/src/main.ts`, import.meta.url), env);
}

/** A service made for a test, in this folder. */
export function fixture(file: string, env: Readonly<Record<string, string>> = {}): ServiceProcess {
  return run(new URL(file, import.meta.url), env);
}

export async function endAll(): Promise<void> {
  await Promise.all([...running].map((each) => each.stop("SIGKILL")));
  running.clear();
}

function run(main: URL, env: Readonly<Record<string, string>>): ServiceProcess {
  const started = new ServiceProcess(main, env);
  running.add(started);
  return started;
}
