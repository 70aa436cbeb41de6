import { connect } from "node:net";
import { type Document, deserialize, serialize } from "bson";

/** Opcode of the one kind of message that is in use since MongoDB 3.6. */
const opMsg = 2013;
/** Length, request id, answer to, opcode: 4 bytes each. */
const headerBytes = 16;
/** Flags (4 bytes) and the kind of the one section, a document (1 byte). */
const prefixBytes = 5;

/**
 * Sends one command to the server at this port of this machine and resolves with its answer, whether it says `ok: 1` or
 * not; rejects when nobody answers in time. OP_MSG as in MongoDB's wire protocol: enough to ask whether it serves and to
 * initiate it. The driver is the business of the one service that writes there.
 */
export function mongoCall(port: number, command: Document, timeoutMs = 2_000): Promise<Document> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: timeoutMs });
    let received = Buffer.alloc(0);
    const end = (settle: () => void) => {
      socket.destroy();
      settle();
    };
    socket.once("connect", () => socket.write(message(command)));
    socket.once("timeout", () => end(() => reject(new Error(`no answer within ${timeoutMs} ms`))));
    socket.once("error", (error) => end(() => reject(error)));
    socket.once("close", () => reject(new Error("the connection was closed before an answer")));
    socket.on("data", (bytes: Buffer) => {
      received = Buffer.concat([received, bytes]);
      if (received.length < headerBytes || received.length < received.readInt32LE(0)) return;
      const whole = received.subarray(headerBytes + prefixBytes, received.readInt32LE(0));
      end(() => resolve(deserialize(whole)));
    });
  });
}

function message(command: Document): Buffer {
  const body = serialize({ ...command, $db: "admin" });
  const head = Buffer.alloc(headerBytes + prefixBytes);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(1, 4);
  head.writeInt32LE(opMsg, 12);
  return Buffer.concat([head, body]);
}
