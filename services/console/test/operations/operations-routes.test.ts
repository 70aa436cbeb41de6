import Fastify, { type FastifyInstance, type InjectOptions } from "fastify";
import { operationsRoutes } from "../../src/operations/operations-routes.ts";
import { FakeOperations } from "./fake-operations.ts";
import { aDeadLetter, aGroup, noon } from "./samples.ts";

const apps: FastifyInstance[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function opened(options: { open?: () => Promise<never>; refusal?: string; patienceMs?: number } = {}) {
  const operations = new FakeOperations();
  const app = Fastify();
  apps.push(app);
  await app.register((scope) =>
    operationsRoutes(scope, {
      open: options.open ?? (async () => operations),
      now: () => noon,
      refusal: async () => options.refusal,
      ...(options.patienceMs !== undefined && { patienceMs: options.patienceMs }),
    }),
  );
  const ask = async (request: InjectOptions | string) => {
    const { statusCode, body, headers } = await app.inject(request);
    return { statusCode, headers, body: JSON.parse(body) };
  };
  const post = (url: string, body?: object) =>
    ask({ method: "POST", url: `/operations/${url}`, ...(body !== undefined && { payload: body }) });
  return { operations, ask, post };
}

const named = (name: string, message: string, code?: string) =>
  Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });

test("groups are told whole, with whether one may act on them", async () => {
  const { operations, ask } = await opened();
  const tripped = { reason: "11 of the last 200 records were buried", at: noon - 60_000 };
  operations.held = [aGroup(), aGroup({ group: "mongo-sink", tripped, state: "Empty", members: [] })];
  const { statusCode, body, headers } = await ask("/operations/groups");
  expect(statusCode).toBe(200);
  expect(headers["cache-control"]).toBe("no-store");
  expect(body).toEqual({ clock: noon, actions: { allowed: true, reason: null }, groups: operations.held });
  const refused = await opened({ refusal: "not allowed: CONSOLE_ACTIONS is off" });
  expect((await refused.ask("/operations/groups")).body.actions).toEqual({
    allowed: false,
    reason: "not allowed: CONSOLE_ACTIONS is off",
  });
});

test("dead letters are filtered, cut to the limit, and their errors counted among what the other filters leave", async () => {
  const { operations, ask } = await opened();
  const at = (offset: number, error: string, stage: "decode" | "process" = "decode") =>
    aDeadLetter({ offset, buriedAt: noon + offset, letter: { error, stage } });
  operations.letters = [
    at(1, "undecodable"),
    at(2, "undecodable"),
    at(3, "wrong_magic"),
    at(4, "TypeError", "process"),
  ];
  const { body } = await ask("/operations/dead-letters?error=undecodable&stage=decode&limit=1");
  const { hex: _, decoded: __, rowText: ___, ...summary } = at(2, "undecodable");
  expect(body).toEqual({
    clock: noon,
    deadLetters: [summary],
    total: 2,
    isComplete: true,
    errors: [
      { error: "undecodable", count: 2 },
      { error: "wrong_magic", count: 1 },
    ],
    countedErrorsOf: 3,
  });
});

test("one dead letter is told with its bytes, decoded or not; one that is gone is 404 in words", async () => {
  const { operations, ask } = await opened();
  const readable = aDeadLetter({ offset: 7, decoded: { ok: true, json: '{\n  "line": "24"\n}' } });
  operations.letters = [aDeadLetter(), readable];
  expect((await ask("/operations/dead-letters/airline-counts/2/41")).body).toEqual(aDeadLetter());
  expect((await ask("/operations/dead-letters/airline-counts/2/7")).body).toEqual(readable);
  const { statusCode, body } = await ask("/operations/dead-letters/airline-counts/2/8");
  expect(statusCode).toBe(404);
  expect(body.message).toContain("no dead letter is at airline-counts 2·8");
});

test("a dry run changes nothing; the real one says what was sent and what was not", async () => {
  const { operations, post } = await opened();
  operations.letters = [aDeadLetter({ offset: 1 }), aDeadLetter({ offset: 2 })];
  operations.unsendable.set(2, "its topic is gone");
  const failed = [{ group: "airline-counts", partition: 2, offset: 2, problem: "its topic is gone" }];
  const filter = { group: "airline-counts" };
  const dry = await post("dead-letters/resend", { filter, dryRun: true });
  expect(dry.body).toEqual({ matched: 2, resent: 1, alreadyResent: 0, failed });
  expect(operations.letters.flatMap(({ resentAt }) => resentAt)).toEqual([]);
  const real = await post("dead-letters/resend", { filter, dryRun: false });
  expect(real.body).toEqual({ matched: 2, resent: 1, alreadyResent: 0, failed });
  const place = { group: "airline-counts", partition: 2, offset: 1 };
  const twice = await post("dead-letters/resend", { place, dryRun: false });
  expect(twice.body).toEqual({ matched: 1, resent: 0, alreadyResent: 1, failed: [] });
  const again = await post("dead-letters/resend", { place, dryRun: false, again: true });
  expect(again.body.resent).toBe(1);
  expect(operations.letters.map(({ resentAt }) => resentAt.length)).toEqual([2, 0]);
});

test.each([
  ["nothing chosen", { dryRun: false }],
  ["place and filter", { place: { group: "g", partition: 0, offset: 0 }, filter: {}, dryRun: false }],
  ["a misspelt filter, which would match everything", { filter: { grop: "x" }, dryRun: false }],
  ["a place without its offset", { place: { group: "g", partition: 0 }, dryRun: false }],
  ["an offset below 0", { place: { group: "g", partition: 0, offset: -1 }, dryRun: false }],
  ["dry or not left open", { filter: {} }],
])("resending is refused for %s", async (_what, body) => {
  const { operations, post } = await opened();
  expect((await post("dead-letters/resend", body)).statusCode).toBe(400);
  expect(operations.calls).toEqual([]);
});

test("purging takes one group, up to an instant, dry or not", async () => {
  const { operations, post } = await opened();
  operations.letters = [aDeadLetter({ offset: 1 }), aDeadLetter({ offset: 2, buriedAt: noon + 1 })];
  const what = { group: "airline-counts", buriedBefore: noon + 1 };
  expect((await post("dead-letters/purge", { ...what, dryRun: true })).body).toEqual({ purged: 1 });
  expect(operations.letters).toHaveLength(2);
  expect((await post("dead-letters/purge", { ...what, dryRun: false })).body).toEqual({ purged: 1 });
  expect(operations.letters.map(({ offset }) => offset)).toEqual([2]);
  expect((await post("dead-letters/purge", { dryRun: false })).statusCode).toBe(400);
});

test("a group is resumed, and one that was not tripped is told so", async () => {
  const { operations, post } = await opened();
  operations.held = [aGroup({ tripped: { reason: "20 in a row", at: noon } })];
  expect((await post("groups/airline-counts/resume")).body).toEqual({ resumed: true });
  expect((await post("groups/airline-counts/resume")).body).toEqual({ resumed: false });
});

test("many pages ask the cluster once; after an action it is asked anew", async () => {
  const { operations, ask, post } = await opened();
  await Promise.all([ask("/operations/groups"), ask("/operations/groups")]);
  await ask("/operations/groups");
  expect(operations.calls).toEqual(["groups()"]);
  await post("groups/airline-counts/resume");
  await ask("/operations/groups");
  expect(operations.calls).toEqual(["groups()", 'resume("airline-counts")', "groups()"]);
});

test.each([
  "/operations/dead-letters/resend",
  "/operations/dead-letters/purge",
  "/operations/groups/g/resume",
])("reading never changes anything: GET %s", async (url) => {
  const { operations, ask } = await opened();
  expect((await ask(url)).statusCode).toBe(404);
  expect(operations.calls).toEqual([]);
});

test.each([
  [
    named("BrokerError", "list groups: connect ECONNREFUSED", "unavailable"),
    503,
    "Kafka cannot be reached: list groups",
  ],
  [named("BrokerError", "no right to describe", "not_authorized"), 503, "Kafka refuses this console"],
  [named("BrokerError", "topic x.dlq does not exist", "unknown_topic"), 404, "x.dlq does not exist"],
  [named("RegistryError", "connect ECONNREFUSED"), 503, "the schema registry does not answer"],
])("%s is answered in words", async (failure, status, words) => {
  const { operations, ask, post } = await opened();
  operations.failure = failure;
  for (const answer of [await ask("/operations/groups"), await post("groups/g/resume")]) {
    expect(answer.statusCode).toBe(status);
    expect(answer.body.message).toContain(words);
  }
});

test("a fault of ours is 500, not an outage", async () => {
  const { operations, ask } = await opened();
  operations.failure = new TypeError("x is not a function");
  expect((await ask("/operations/groups")).statusCode).toBe(500);
});

test("a cluster that cannot be opened, or does not answer in time, is 503", async () => {
  const open = () => Promise.reject(named("BrokerError", "connect to 127.0.0.1:9092", "unavailable"));
  expect((await (await opened({ open })).ask("/operations/groups")).statusCode).toBe(503);
  const { operations, ask } = await opened({ patienceMs: 20 });
  operations.hold = new Promise(() => {});
  const { statusCode, body, headers } = await ask("/operations/groups");
  expect([statusCode, headers["retry-after"]]).toEqual([503, "2"]);
  expect(body.message).toBe("Kafka has not answered within 0.02 s");
  await ask("/operations/groups");
  expect(operations.calls).toEqual(["groups()"]);
});
