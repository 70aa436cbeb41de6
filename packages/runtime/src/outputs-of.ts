import type { Topic } from "@tributary/contracts";
import type { Service } from "./definition.ts";

/** The topics that a service writes and others read. */
// biome-ignore lint/suspicious/noExplicitAny: topics of different values stand in one list.
export function outputsOf(service: Service): readonly Topic<any>[] {
  if (service.kind === "replay") return [service.topic];
  return service.kind === "gateway" ? [] : service.outputs;
}
