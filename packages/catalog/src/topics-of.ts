import type { InnerTopic, Topic } from "@tributary/contracts";
import { innerTopics, outputsOf, type Service } from "@tributary/runtime";

// biome-ignore lint/suspicious/noExplicitAny: topics of different values stand in one list.
type AnyTopic = Topic<any>;

export function reads(service: Service): readonly AnyTopic[] {
  return service.kind === "consumer" ? service.inputs : [];
}

/** Every topic that some service reads or writes, each once, and whole where a service reads only some fields of it. */
export function topicsOf(services: readonly Service[]): readonly AnyTopic[] {
  const all = services.flatMap((service) => [...outputsOf(service), ...reads(service)]);
  return [...new Map(all.map((topic) => [topic.name, topic.whole ?? topic])).values()];
}

/**
 * What provisioning makes: those topics, and the inner ones of each service, which the graph leaves out: they are
 * nobody else's.
 */
export function provisionedTopics(services: readonly Service[]): readonly (AnyTopic | InnerTopic)[] {
  return [...topicsOf(services), ...services.flatMap(innerTopics)];
}
