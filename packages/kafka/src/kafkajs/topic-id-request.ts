export const metadataApiKey = 3;
/** Topic ids came with version 10 (Kafka 2.8); kafkajs itself stops at 6. 12 is the first that leaves nothing out. */
export const topicIdVersion = 12;

/** What kafkajs's decoder offers for "compact" fields, whose length is a variable number, plus one (KIP-482). */
interface Decoder {
  readInt16(): number;
  readInt32(): number;
  readBytes(length: number): Buffer;
  readUVarIntString(): string | null;
  readUVarIntArray<T>(read: (decoder: Decoder) => T): T[] | null;
  readTaggedFields(): unknown;
}

interface Encoder {
  writeBuffer(bytes: Buffer): Encoder;
}

export interface ProtocolClasses {
  readonly Decoder: new (bytes: Buffer) => Decoder;
  readonly Encoder: new () => Encoder;
}

const noTags = Buffer.from([0]);
const noId = Buffer.alloc(16);
const no = Buffer.from([0]);

/** Request version 12: tags of the header; one topic by name; do not create it; no rights asked for. */
function requestBody(topic: string): Buffer {
  const name = Buffer.from(topic); // topic names have at most 249 characters, so that lengths take up to two bytes
  const length = name.length + 1;
  const compactLength = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
  const oneTopic = Buffer.from([2]);
  return Buffer.concat([noTags, oneTopic, noId, Buffer.from(compactLength), name, noTags, no, no, noTags]);
}

function readBroker(decoder: Decoder): void {
  decoder.readInt32();
  decoder.readUVarIntString();
  decoder.readInt32();
  decoder.readUVarIntString();
  decoder.readTaggedFields();
}

/** Response version 12, up to the id of its first topic: nothing after that is needed. */
function readTopicId(decoder: Decoder): string {
  decoder.readTaggedFields(); // of the header
  decoder.readInt32(); // throttle time
  decoder.readUVarIntArray(readBroker);
  decoder.readUVarIntString(); // cluster id
  decoder.readInt32(); // controller id
  let id = "";
  decoder.readUVarIntArray((topic) => {
    if (id !== "") return;
    topic.readInt16(); // error code: the topic is known to exist
    topic.readUVarIntString();
    id = topic.readBytes(16).toString("hex");
  });
  return id;
}

/** For kafkajs's `connectionPool.send`; resolves to the topic's id as 32 hexadecimal digits. */
export function topicIdRequest(topic: string, { Decoder, Encoder }: ProtocolClasses): object {
  return {
    request: {
      apiKey: metadataApiKey,
      apiVersion: topicIdVersion,
      apiName: "Metadata",
      encode: async () => new Encoder().writeBuffer(requestBody(topic)),
    },
    response: {
      decode: async (payload: Buffer) => readTopicId(new Decoder(payload)),
      parse: async (id: string) => id,
    },
  };
}
