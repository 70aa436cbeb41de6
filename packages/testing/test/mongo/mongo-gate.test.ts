import { createServer } from "node:net";
import { type Document, MongoClient } from "mongodb";
import { type CommandName, MongoGate, type Verdict } from "./mongo-gate.ts";
import { WireMessage, WireMessages } from "./wire-message.ts";

// A server by itself: another's name would be the test's to know.
const alone = {
  ok: 1,
  isWritablePrimary: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
};

/** A server that says yes to all, and what it was told. */
async function yesServer() {
  const inserted: Document[] = [];
  const server = createServer((socket) => {
    const messages = new WireMessages();
    socket.on("error", () => undefined);
    socket.on("data", (piece: Buffer) => {
      for (const message of messages.take(piece)) {
        if (message.command.name === "insert") inserted.push({ ...message.command });
        socket.write(WireMessage.answering(message, { ok: 1, n: 1 }).bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, inserted, close: () => server.close() };
}

let server: Awaited<ReturnType<typeof yesServer>>;
let gate: MongoGate;
let client: MongoClient;
let judgeInsert: () => Verdict;
const isInsert = ({ name }: CommandName) => name === "insert";
beforeEach(async () => {
  server = await yesServer();
  gate = await MongoGate.before({ host: "127.0.0.1", port: server.port });
  judgeInsert = () => "forward";
  gate.judge = ({ name }) => {
    if (name === "hello" || name === "ismaster" || name === "isMaster") return { answer: alone };
    return name === "insert" ? judgeInsert() : "forward";
  };
  // With an API version the driver says hello in messages, too.
  client = new MongoClient(gate.uri, { maxPoolSize: 1, retryWrites: false, serverApi: "1" });
});
afterEach(async () => {
  await client.close();
  await gate.close();
  server.close();
});

const insert = (id: number) => client.db("test").collection<{ _id: number }>("things").insertOne({ _id: id });

test("commands pass, and their name and collection are known", async () => {
  await insert(1);
  expect(server.inserted).toEqual([{ name: "insert", collection: "things" }]);
  expect(gate.clients).toBeGreaterThan(0);
});

test("a scripted answer comes in place of the server's", async () => {
  judgeInsert = () => ({
    answer: { ok: 0, code: 10_107, codeName: "NotWritablePrimary", errmsg: "scripted" },
  });
  await expect(insert(1)).rejects.toMatchObject({ code: 10_107 });
  expect(server.inserted).toEqual([]);
});

test("a command that is held arrives when it is released, though its client is long gone", async () => {
  const held = gate.holdNext(isInsert, AbortSignal.timeout(5_000));
  const lost = insert(1).catch((error: Error) => error);
  await held;
  expect(gate.held).toBe(1);
  await client.close(true);
  await lost;
  expect(server.inserted).toEqual([]);
  expect(await gate.release()).toEqual([{ ok: 1, n: 1 }]);
  expect(server.inserted).toHaveLength(1);
  expect(gate.held).toBe(0);
});

test("who waits for a command hears of it, or that it did not come", async () => {
  const seen = gate.sees(isInsert, AbortSignal.timeout(5_000));
  await insert(1);
  await seen;
  await expect(gate.holdNext(isInsert, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
  await insert(2); // nobody waits any more, so it is not held
  expect(server.inserted).toHaveLength(2);
});

test("messages are put together from any pieces", () => {
  const empty = new WireMessage(Buffer.alloc(16));
  const sent = [{ find: "a" }, { insert: "b", ordered: false }, { ping: 1 }];
  const bytes = Buffer.concat(sent.map((body) => WireMessage.answering(empty, body).bytes));
  for (const size of [1, 3, 16, 50, bytes.length]) {
    const messages = new WireMessages();
    const found: WireMessage[] = [];
    for (let at = 0; at < bytes.length; at += size)
      found.push(...messages.take(bytes.subarray(at, at + size)));
    expect(found.map(({ body }) => body)).toEqual(sent);
    expect(found.map(({ command }) => command)).toEqual([
      { name: "find", collection: "a" },
      { name: "insert", collection: "b" },
      { name: "ping", collection: "" },
    ]);
  }
});
