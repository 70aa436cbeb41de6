import { jest } from "@jest/globals";
import type { Action } from "../../../page/operations/actions/action.ts";
import { ActionModel } from "../../../page/operations/actions/action-model.ts";

let answers: (() => Promise<Response>)[];
let sent: { readonly address: string; readonly body: unknown }[];
const json =
  (body: unknown, status = 200) =>
  async () =>
    new Response(JSON.stringify(body), { status });

beforeEach(() => {
  answers = [];
  sent = [];
  jest.spyOn(globalThis, "fetch").mockImplementation(async (address, init) => {
    expect(init?.method).toBe("POST");
    sent.push({
      address: String(address),
      body: init?.body === undefined ? undefined : JSON.parse(String(init.body)),
    });
    return (answers.shift() ?? (() => Promise.reject(new TypeError("fetch failed"))))();
  });
});
afterEach(() => jest.restoreAllMocks());

function aModel() {
  let changes = 0;
  const model = new ActionModel(() => changes++);
  return { model, changes: () => changes };
}

const all: Action = { what: "resend", filter: { group: "g" } };
const report = { matched: 3, resent: 2, alreadyResent: 1, failed: [] };

test("asks first what would be done, and does it only when confirmed", async () => {
  answers = [json(report), json({ ...report, resent: 2 })];
  const { model, changes } = aModel();
  await model.begin(all);
  expect(model.state.value).toMatchObject({ step: "asking", would: { what: "resend", ...report } });
  expect([sent.length, changes()]).toEqual([1, 0]);
  await model.confirm();
  expect(model.state.value).toMatchObject({ step: "done", outcome: { what: "resend", resent: 2 } });
  const address = "/operations/dead-letters/resend";
  expect(sent).toEqual([
    { address, body: { filter: { group: "g" }, dryRun: true } },
    { address, body: { filter: { group: "g" }, dryRun: false } },
  ]);
  expect(changes()).toBe(1);
});

test("those sent before are sent again only when that was asked for", async () => {
  answers = [json(report), json(report)];
  const { model } = aModel();
  await model.begin(all, true);
  await model.confirm();
  expect(sent.map(({ body }) => (body as { again?: boolean }).again)).toEqual([true, true]);
});

test("a purge names its group and the instant, a resume is asked without a dry run", async () => {
  answers = [json({ purged: 4 }), json({ resumed: true })];
  const { model } = aModel();
  await model.begin({ what: "purge", group: "g", buriedBefore: 77 });
  expect(sent).toEqual([
    { address: "/operations/dead-letters/purge", body: { group: "g", buriedBefore: 77, dryRun: true } },
  ]);
  await model.begin({ what: "resume", group: "a/b", reason: "20 in a row" });
  expect([model.state.value?.step, sent.length]).toEqual(["asking", 1]);
  await model.confirm();
  expect(sent[1]).toEqual({ address: "/operations/groups/a%2Fb/resume", body: undefined });
  expect(model.state.value).toMatchObject({ step: "done", outcome: { resumed: true } });
});

test("a refusal is told in the console's words, a lost answer as not known", async () => {
  answers = [json({ message: "not allowed: CONSOLE_ACTIONS is off" }, 403)];
  const { model, changes } = aModel();
  await model.begin(all);
  expect(model.state.value).toMatchObject({ step: "failed", problem: "not allowed: CONSOLE_ACTIONS is off" });
  answers = [json(report)];
  await model.begin(all);
  await model.confirm();
  expect(model.state.value).toMatchObject({
    step: "failed",
    problem: "the console cannot be reached: whether it was done is not known",
  });
  expect(changes()).toBe(1);
});

test("closed means closed: what ends later opens nothing", async () => {
  const late = Promise.withResolvers<Response>();
  answers = [() => late.promise];
  const { model } = aModel();
  const begun = model.begin(all);
  expect(model.state.value?.step).toBe("checking");
  model.close();
  late.resolve(new Response(JSON.stringify(report)));
  await begun;
  expect(model.state.value).toBeUndefined();
});

test("nothing is confirmed that was not asked", async () => {
  const { model, changes } = aModel();
  await model.confirm();
  expect([sent.length, changes()]).toEqual([0, 0]);
});
