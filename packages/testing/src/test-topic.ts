import { randomBytes } from "node:crypto";
import type { Topic } from "@tributary/contracts";

/** A topic of the same contract under a name of its own, so that tests on one broker do not see each other's records. */
export function testTopic<T>(topic: Topic<T>, changes: Partial<Topic<T>> = {}): Topic<T> {
  return { ...topic, name: `${topic.name}.test-${randomBytes(5).toString("hex")}`, ...changes };
}
