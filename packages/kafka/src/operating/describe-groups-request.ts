import type { GroupDescription } from "../operator.ts";

const describeGroupsApiKey = 15;
/** The first that tells the instance of a static member (KIP-345; Kafka 2.4); kafkajs stops at 2. */
const instanceIdVersion = 4;

interface Decoder {
  readInt16(): number;
  readInt32(): number;
  readString(): string | null;
  readBytes(): Buffer | null;
  readArray<T>(read: (decoder: Decoder) => T): T[];
  canReadInt16(): boolean;
}

interface Encoder {
  writeArray(texts: readonly string[]): Encoder;
  writeBoolean(flag: boolean): Encoder;
}

export interface ProtocolClasses {
  readonly Decoder: new (bytes: Buffer) => Decoder;
  readonly Encoder: new () => Encoder;
}

/** A group as its coordinator tells it; `errorCode` is Kafka's, 0 when all is well. */
export type DescribedGroup = GroupDescription & { readonly errorCode: number };

type Assignment = GroupDescription["members"][number]["assignment"];

/** Version, then topics with their partitions, then bytes for the assignor's own use (ConsumerProtocolAssignment). */
function assignmentOf(bytes: Buffer | null, { Decoder }: ProtocolClasses): Assignment {
  const decoder = new Decoder(bytes ?? Buffer.alloc(0));
  if (!decoder.canReadInt16()) return []; // the group is rebalancing: nobody holds anything yet
  decoder.readInt16();
  return decoder
    .readArray((topics) => ({
      topic: topics.readString() ?? "",
      partitions: topics.readArray((partitions) => partitions.readInt32()),
    }))
    .flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, partition })));
}

function readGroup(decoder: Decoder, classes: ProtocolClasses): DescribedGroup {
  const errorCode = decoder.readInt16();
  const group = decoder.readString() ?? "";
  const state = decoder.readString() ?? "";
  const isConsumers = decoder.readString() === "consumer";
  decoder.readString(); // name of the assignor
  const members = decoder.readArray((member) => {
    const memberId = member.readString() ?? "";
    const instanceId = member.readString() ?? undefined;
    const clientId = member.readString() ?? "";
    const host = (member.readString() ?? "").replace(/^\//, ""); // Java's way to write an address without a name
    member.readBytes(); // what it subscribed to
    const assigned = member.readBytes();
    return {
      memberId,
      instanceId,
      clientId,
      host,
      assignment: isConsumers ? assignmentOf(assigned, classes) : [],
    };
  });
  decoder.readInt32(); // rights, not asked for
  return { errorCode, group, state, members };
}

/** For kafkajs's `connectionPool.send`, to the coordinator of the groups; resolves to `DescribedGroup[]`. */
export function describeGroupsRequest(groups: readonly string[], classes: ProtocolClasses): object {
  const { Decoder, Encoder } = classes;
  return {
    request: {
      apiKey: describeGroupsApiKey,
      apiVersion: instanceIdVersion,
      apiName: "DescribeGroups",
      encode: async () => new Encoder().writeArray(groups).writeBoolean(false),
    },
    response: {
      decode: async (payload: Buffer) => {
        const decoder = new Decoder(payload);
        decoder.readInt32(); // throttle time
        return decoder.readArray((one) => readGroup(one, classes));
      },
      parse: async (described: readonly DescribedGroup[]) => described,
    },
  };
}
