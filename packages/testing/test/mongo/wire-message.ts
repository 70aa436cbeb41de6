import { BSON, type Document } from "mongodb";

const headerBytes = 16;
const opMsg = 2013;
const bodyAt = headerBytes + 4 + 1;
const textElement = 0x02;

/**
 * One message of MongoDB's wire protocol; known are those of the kind that drivers send once they know the server (OP_MSG): a
 * header of length, id, id answered and opcode, four bytes of flags, and sections, the first of which is the command or reply.
 */
export class WireMessage {
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The reply to a message. */
  static answering(request: WireMessage, reply: Document): WireMessage {
    const body = BSON.serialize(reply);
    const bytes = Buffer.alloc(bodyAt + body.length);
    bytes.writeInt32LE(bytes.length, 0);
    bytes.writeInt32LE(request.id, 8);
    bytes.writeInt32LE(opMsg, 12);
    bytes.set(body, bodyAt);
    return new WireMessage(bytes);
  }

  get id(): number {
    return this.bytes.readInt32LE(4);
  }

  /** Id of the message it answers. */
  get answers(): number {
    return this.bytes.readInt32LE(8);
  }

  /** Such as `insert` of `accidents`; names are "" in messages of other kinds. */
  get command(): { readonly name: string; readonly collection: string } {
    if (!this.#hasBody || this.bytes.length < bodyAt + 6) return { name: "", collection: "" };
    const nameAt = bodyAt + 5;
    const nameEnd = this.bytes.indexOf(0, nameAt);
    const name = this.bytes.toString("utf8", nameAt, nameEnd);
    if (this.bytes[bodyAt + 4] !== textElement) return { name, collection: "" };
    const length = this.bytes.readInt32LE(nameEnd + 1);
    return { name, collection: this.bytes.toString("utf8", nameEnd + 5, nameEnd + 5 + length - 1) };
  }

  /** Command or reply; undefined in messages of other kinds. */
  get body(): Document | undefined {
    if (!this.#hasBody) return undefined;
    const length = this.bytes.readInt32LE(bodyAt);
    return BSON.deserialize(this.bytes.subarray(bodyAt, bodyAt + length));
  }

  get #hasBody(): boolean {
    return this.bytes.readInt32LE(12) === opMsg && this.bytes[bodyAt - 1] === 0;
  }
}

/** Puts the messages together that come in pieces. */
export class WireMessages {
  #pieces: Buffer[] = [];
  #bytes = 0;

  /** Messages that are whole with this piece. */
  *take(piece: Buffer): Generator<WireMessage> {
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    for (let length = this.#length(); length <= this.#bytes; length = this.#length()) {
      const all = Buffer.concat(this.#pieces);
      this.#pieces = [all.subarray(length)];
      this.#bytes -= length;
      yield new WireMessage(all.subarray(0, length));
    }
  }

  /** Of the message that has begun. */
  #length(): number {
    if (this.#bytes < headerBytes) return headerBytes;
    if ((this.#pieces[0]?.length ?? 0) < 4) this.#pieces = [Buffer.concat(this.#pieces)];
    return this.#pieces[0]?.readInt32LE(0) ?? headerBytes;
  }
}
