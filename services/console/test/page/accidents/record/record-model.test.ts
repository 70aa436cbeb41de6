import { jest } from "@jest/globals";
import { RecordModel } from "../../../../page/accidents/record/record-model.ts";

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const accidents = { collection: "accidents", kind: "plain", reason: "no time-series here", documents: 9 };
const missing = { statusCode: 404, message: "accidents has no document, or not yet" };

/** A model on a sink that answers as the test says; the collections are there unless it says otherwise. */
function scripted() {
  const asked: string[] = [];
  const answers: Record<"document" | "collections", [status: number, body: unknown] | "nobody"> = {
    document: [404, missing],
    collections: [200, { clock: 1, collections: [accidents] }],
  };
  const ask = (async (url: string) => {
    const what = url.endsWith("/collections") ? "collections" : "document";
    if (what === "document") asked.push(url);
    const answer = answers[what];
    if (answer === "nobody") throw new TypeError("fetch failed");
    return new Response(JSON.stringify(answer[1]), { status: answer[0] });
  }) as typeof fetch;
  const model = new RecordModel(ask);
  return { model, asked, answers, pass: (ms = 0) => jest.advanceTimersByTimeAsync(ms) };
}

test("a record that is not there yet is asked for every two seconds until it is, and then no more", async () => {
  const { model, asked, answers, pass } = scripted();
  model.open("A-1");
  expect(model.state.value).toEqual({ kind: "asking" });
  await pass();
  expect(model.state.value).toEqual({ kind: "missing", reason: "accidents has no document, or not yet" });
  answers.document = [200, { _id: "A-1" }];
  await pass(2_000);
  expect(model.state.value).toEqual({ kind: "found", document: { _id: "A-1" }, collection: accidents });
  await pass(60_000);
  expect(asked).toEqual(Array(2).fill("/api/mongo-sink/documents/accidents/A-1"));
});

test("MongoDB away is told with its reason, asked again after five seconds, or at once when told to", async () => {
  const { model, asked, answers, pass } = scripted();
  answers.document = [503, { message: "MongoDB did not answer within 2 s" }];
  answers.collections = [503, { message: "MongoDB did not answer within 2 s" }];
  model.open("A-1");
  await pass();
  expect(model.state.value).toEqual({ kind: "away", reason: "MongoDB did not answer within 2 s" });
  await pass(4_999);
  expect(asked).toHaveLength(1);
  await pass(1);
  expect(asked).toHaveLength(2);
  model.retryNow();
  await pass();
  expect(asked).toHaveLength(3);
});

test("a lost connection is away too", async () => {
  const { model, answers, pass } = scripted();
  answers.document = "nobody";
  answers.collections = "nobody";
  model.open("A-1");
  await pass();
  expect(model.state.value).toEqual({ kind: "away", reason: "the console cannot be reached" });
});

test("where no sink is offered that is said, and nothing is asked again", async () => {
  const { model, asked, answers, pass } = scripted();
  const nobody = { message: "no service named mongo-sink is offered here" };
  answers.document = [404, nobody];
  answers.collections = [404, nobody];
  model.open("A-1");
  await pass(60_000);
  expect(model.state.value).toEqual({ kind: "none", reason: nobody.message });
  expect(asked).toHaveLength(1);
});

test("another accident is asked for at once, and the answer on its way for the old one is dropped", async () => {
  const { model, asked, answers, pass } = scripted();
  answers.document = [200, { _id: "A-1" }];
  model.open("A-1");
  model.open("A+2/x");
  expect(model.state.value).toEqual({ kind: "asking" });
  await pass();
  expect(asked.at(-1)).toBe("/api/mongo-sink/documents/accidents/A%2B2%2Fx");
  expect(model.state.value.kind).toBe("found");
});

test("closed it asks no more; opened again for a record that is there it asks nothing", async () => {
  const { model, asked, answers, pass } = scripted();
  model.open("A-1");
  await pass();
  model.close();
  await pass(60_000);
  expect(asked).toHaveLength(1);
  answers.document = [200, { _id: "A-1" }];
  model.open("A-1");
  await pass();
  model.close();
  model.open("A-1");
  await pass(60_000);
  expect(asked).toHaveLength(2);
});
