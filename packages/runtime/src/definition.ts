// biome-ignore-all lint/suspicious/noExplicitAny: services over different types stand in one list, and the type parameters are invariant.
import type { Spec, Values } from "@tributary/config";
import type { Topic } from "@tributary/contracts";
import type { Broker, Codec, Operator } from "@tributary/kafka";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { Mark } from "./mark.ts";
import type { DomainMetrics } from "./metrics.ts";
import type { Emit } from "./process/emit.ts";
import type { Process } from "./process/process.ts";
import type { Recording } from "./replay/recording.ts";
import type { Json, LiveView, ViewDefinition } from "./view.ts";

/** What the runtime hands to a service: its configuration, its voice, and the moment to stop. */
export interface Context<S extends Spec = Spec> {
  readonly config: Values<S>;
  readonly log: Logger;
  readonly metrics: DomainMetrics;
  /** Aborts when the service is to stop. */
  readonly signal: AbortSignal;
  /** Wall clock, milliseconds since the epoch. Never for durations: it can jump. */
  readonly now: () => number;
}

/** What a producer's source and its routes are given: the very same object, by which they can find each other. */
export interface ProducerContext<S extends Spec = Spec> extends Context<S> {
  /**
   * What earlier lives have marked: the newest of each key. Empty without `keepsMarks`. Every look at it throws until it
   * has been read, which is before the source is: look where the source is iterated, or in the handler of a route.
   */
  readonly marks: ReadonlyMap<string, Json>;
}

/** A source becomes one or several topics, at least once. */
export interface Producer<S extends Spec = Spec> {
  readonly kind: "producer";
  readonly name: string;
  /** One sentence for the service table. */
  readonly summary: string;
  readonly config: S;
  /** What the source may emit to; an emit to any other topic ends the service. */
  readonly outputs: readonly Topic<any>[];
  /** What to do while the broker is away and the buffer is full; see `PublisherOptions.whenFull`. */
  readonly whenFull: "wait" | "drop-oldest";
  /** Whether the source says by `mark` how far it has come, in `<service>.progress`. Then `whenFull` must be `wait`. */
  readonly keepsMarks: boolean;
  /**
   * Called before the first connection, to throw a `ConfigError` for what no single variable shows; read when all is
   * connected. Ends by itself (a file) or when `context.signal` aborts (a feed). A throw ends the service with exit 1.
   */
  readonly source: (context: ProducerContext<S>) => AsyncIterable<Emit | Mark>;
  /**
   * Routes of the service's API on HTTP_PORT; every one carries a response schema, OpenAPI is made of them. Called after
   * `source`, before the first connection; until the source is read every one of them answers 503 with Retry-After.
   */
  readonly routes?: (app: FastifyInstance, context: ProducerContext<S>) => void | Promise<void>;
}

/** A recording becomes a topic, exactly once per part: records and position are written in one transaction. */
export interface Replay<S extends Spec = Spec, T = any, R extends Recording<T> = any> {
  readonly kind: "replay";
  readonly name: string;
  /** One sentence for the service table. */
  readonly summary: string;
  readonly config: S;
  readonly topic: Topic<T>;
  /**
   * Called before the first connection. Throws a `ConfigError` for what cannot be replayed, with a reason that a
   * person understands.
   */
  readonly open: (context: Context<S>) => Promise<R>;
  /** Routes of the service's API on HTTP_PORT, open while another instance owns the recording, too. */
  readonly routes?: (
    app: FastifyInstance,
    context: Context<S> & { readonly recording: R },
  ) => void | Promise<void>;
}

export type Views = Readonly<Record<string, ViewDefinition<any>>>;
export type LiveViews<V extends Views> = {
  readonly [K in keyof V]: V[K] extends ViewDefinition<infer T> ? LiveView<T> : never;
};

/** Topics become other topics, documents or views. */
export interface Consumer<S extends Spec = Spec, V extends Views = Views> {
  readonly kind: "consumer";
  readonly name: string;
  readonly summary: string;
  readonly config: S;
  readonly inputs: readonly Topic<any>[];
  /** Which of the inputs the process reads, where the configuration chooses; default all. Throws a `ConfigError`. */
  readonly reads?: (config: Values<S>) => readonly Topic<any>[];
  readonly outputs: readonly Topic<any>[];
  /**
   * What is done with the inputs' records: a `map`, `fold` or `sink`, in a consumer group of the service's name.
   * Absent in a service that only shows views.
   */
  readonly process?: Process | ((config: Values<S>) => Process);
  readonly views: (config: Values<S>) => V;
  /** Routes of the service's API on HTTP_PORT; every one carries a response schema, OpenAPI is made of them. */
  readonly routes?: (
    app: FastifyInstance,
    context: Context<S> & { readonly views: LiveViews<V> },
  ) => void | Promise<void>;
}

/** Ways to the cluster for a gateway that looks at it; each call opens one, the runtime closes it. */
export interface Connections {
  readonly openBroker: () => Promise<Broker>;
  readonly openCodec: () => Codec;
  readonly openOperator: () => Promise<Operator>;
}

/** A web server without a topic of its own. */
export interface Gateway<S extends Spec = Spec> {
  readonly kind: "gateway";
  readonly name: string;
  readonly summary: string;
  readonly config: S;
  readonly routes: (
    app: FastifyInstance,
    context: Context<S> & { readonly connections: Connections },
  ) => void | Promise<void>;
}

export type Service = Producer<any> | Replay<any, any> | Consumer<any, any> | Gateway<any>;
