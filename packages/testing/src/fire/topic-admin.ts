import { JavaProgram } from "./java-program.ts";

/** Takes a topic away, forbids or allows everybody to write to it, or limits the bytes of a batch. */
export type TopicDeed =
  | { readonly deed: "delete" | "deny" | "allow" }
  | { readonly deed: "limit"; readonly bytes: number };

/** Does to a topic what no service may do, by the broker's own client. Denying needs a cluster with an authorizer. */
export async function adminTopic(brokers: readonly string[], topic: string, deed: TopicDeed): Promise<void> {
  const args = { brokers: brokers.join(","), topic, ...deed };
  await (await JavaProgram.start(new URL("topic-admin.java", import.meta.url), args)).result;
}
