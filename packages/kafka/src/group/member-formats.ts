import type { TopicPartition } from "../group.ts";
import { kafkajsModules } from "../kafkajs/kafkajs.ts";

interface Assignment {
  readonly version: number;
  readonly assignment: Readonly<Record<string, readonly number[]>>;
  readonly userData?: Buffer;
}

interface Formats {
  readonly MemberMetadata: {
    encode(metadata: { version: number; topics: readonly string[]; userData: Buffer }): Buffer;
    decode(bytes: Buffer): { readonly topics: readonly string[]; readonly userData: Buffer | null };
  };
  readonly MemberAssignment: {
    encode(assignment: Assignment): Buffer;
    decode(bytes: Buffer): Assignment | null;
  };
}

const { MemberMetadata, MemberAssignment } = kafkajsModules.read(
  "src/consumer/assignerProtocol.js",
) as Formats;

/** What a member tells the one that shares out. */
export interface Subscription {
  readonly topics: readonly string[];
  /** What it held as of `generation`; −1 for nothing. */
  readonly owned: readonly TopicPartition[];
  readonly generation: number;
}

/** Kafka's own format of version 0, so that its tools can read who has what; absent bytes mean nothing assigned. */
export function encodeAssignment(partitions: readonly TopicPartition[], userData = Buffer.alloc(0)): Buffer {
  const assignment: Record<string, number[]> = {};
  for (const { topic, partition } of partitions)
    assignment[topic] = [...(assignment[topic] ?? []), partition];
  return MemberAssignment.encode({ version: 0, assignment, userData });
}

export function decodeAssignment(bytes: Buffer): TopicPartition[] {
  const { assignment = {} } = MemberAssignment.decode(bytes) ?? {};
  return Object.entries(assignment).flatMap(([topic, partitions]) =>
    partitions.map((partition) => ({ topic, partition })),
  );
}

/** Kafka's own format of version 0; what is held stands in the part that is free to use, as Kafka's sticky assignor does. */
export function encodeSubscription({ topics, owned, generation }: Subscription): Buffer {
  const since = Buffer.alloc(4);
  since.writeInt32BE(generation);
  return MemberMetadata.encode({ version: 0, topics, userData: encodeAssignment(owned, since) });
}

export function decodeSubscription(bytes: Buffer): Subscription {
  const { topics, userData } = MemberMetadata.decode(bytes);
  const held = userData === null || userData.length === 0 ? null : MemberAssignment.decode(userData);
  const since = held?.userData ?? Buffer.alloc(0);
  if (held === null || userData === null || since.length !== 4) return { topics, owned: [], generation: -1 };
  return { topics, owned: decodeAssignment(userData), generation: since.readInt32BE() };
}
