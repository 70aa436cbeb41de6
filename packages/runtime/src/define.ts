import type { Spec } from "@tributary/config";
import type { Consumer, Gateway, Producer, Replay, Views } from "./definition.ts";
import { DefinitionError } from "./process/definition-error.ts";
import type { Recording } from "./replay/recording.ts";

/** Names a producer; nothing runs yet. The same value is run, tested and drawn. */
export function defineProducer<S extends Spec>(
  service: Omit<Producer<S>, "kind" | "whenFull" | "keepsMarks"> &
    Partial<Pick<Producer<S>, "whenFull" | "keepsMarks">>,
): Producer<S> {
  const producer: Producer<S> = { kind: "producer", whenFull: "wait", keepsMarks: false, ...service };
  if (producer.keepsMarks && producer.whenFull !== "wait")
    throw new DefinitionError(
      `${producer.name} keeps marks and drops what is oldest: a mark says that all before it is in the log`,
    );
  return producer;
}

/** Names a replay; nothing runs yet. */
export function defineReplay<S extends Spec, T, R extends Recording<T>>(
  service: Omit<Replay<S, T, R>, "kind">,
): Replay<S, T, R> {
  return { kind: "replay", ...service };
}

/** Names a consumer; nothing runs yet. */
export function defineConsumer<S extends Spec, V extends Views = Record<never, never>>(
  service: Omit<Consumer<S, V>, "kind" | "views"> & Partial<Pick<Consumer<S, V>, "views">>,
): Consumer<S, V> {
  return { kind: "consumer", views: () => ({}) as V, ...service };
}

/** Names a web server without a topic of its own; nothing runs yet. */
export function defineGateway<S extends Spec>(service: Omit<Gateway<S>, "kind">): Gateway<S> {
  return { kind: "gateway", ...service };
}
