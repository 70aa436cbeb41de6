export interface Runnable {
  readonly name: string;
  readonly kind: "producer" | "replay" | "consumer" | "gateway";
  /** The module to run. */
  readonly main: string;
  /** Whether a producer serves an API, as all others do. */
  readonly hasApi?: boolean;
  /** Whether it writes to the MongoDB that `MONGODB_URI` names. */
  readonly needsMongo?: boolean;
}

/** What a system is made of. */
export interface Blueprint {
  readonly services: readonly Runnable[];
  /** Makes topics and schemas; may be done again and again. */
  provision(kafkaBrokers: string, schemaRegistryUrl: string): Promise<void>;
}
