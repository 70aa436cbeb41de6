import { ConfigError } from "@tributary/config";
import { BrokerError } from "@tributary/kafka";
import { type Opened, run, type Terminal } from "../../src/command/run.ts";
import type { Operations } from "../../src/operations.ts";

const nothing = { matched: 0, resent: 0, alreadyResent: 0, failed: [] };

async function at(line: string, operations: Partial<Operations>, answer?: boolean) {
  const outcome = { out: "", err: "", asked: [] as string[], isClosed: false };
  const ask = async (question: string) => {
    outcome.asked.push(question);
    return answer === true;
  };
  const terminal: Terminal = {
    out: (text) => {
      outcome.out += text;
    },
    err: (text) => {
      outcome.err += text;
    },
    width: undefined,
    ask: answer === undefined ? undefined : ask,
  };
  const opened: Opened = {
    operations: operations as Operations,
    groups: async () => ["g"],
    cluster: "127.0.0.1:9092 (named by KAFKA_BROKERS)",
    close: async () => {
      outcome.isClosed = true;
    },
  };
  return { code: await run(line.split(" "), terminal, async () => opened), ...outcome };
}

/** Counts what is asked of it. */
function clerk(report: object) {
  const runs: boolean[] = [];
  const act = async (_: object, { dryRun }: { readonly dryRun: boolean }) => {
    runs.push(dryRun);
    return report;
  };
  return { runs, operations: { resend: act, purge: act } as unknown as Partial<Operations> };
}

test("without --yes a person is asked, and their no is heeded", async () => {
  const { runs, operations } = clerk({ ...nothing, matched: 2, resent: 2 });

  const refused = await at("resend --group g", operations, false);
  expect(refused).toMatchObject({ code: 1, out: "", err: "Nothing was done.\n" });
  expect(refused.asked).toEqual(["Send 2 dead letters to the topic again? [y/N] "]);
  expect(runs).toEqual([true]);

  expect(await at("resend --group g", operations, true)).toMatchObject({ code: 0 });
  expect(runs).toEqual([true, true, false]);
});

test("a program has to say --yes or --dry-run", async () => {
  const { runs, operations } = clerk({ purged: 3 });

  const silent = await at("purge --group g", operations);
  expect(silent).toMatchObject({ code: 2, out: "" });
  expect(silent.err).toContain("add --yes, or --dry-run");
  expect(runs).toEqual([true]);

  expect(await at("purge --group g --dry-run", operations)).toMatchObject({
    code: 0,
    out: "3 dead letters would be deleted\n",
  });
  expect(await at("purge --group g --yes", operations)).toMatchObject({
    code: 0,
    out: "3 dead letters deleted\n",
  });
  expect(runs).toEqual([true, true, false]);
});

test("whatever could not be sent is named, and the code is 1", async () => {
  const failed = [{ group: "g", partition: 3, offset: 42, problem: "its topic t does not exist any more" }];
  const { operations } = clerk({ matched: 3, resent: 1, alreadyResent: 1, failed });

  expect(await at("resend --group g --yes", operations)).toMatchObject({
    code: 1,
    out: [
      "1 dead letter sent again",
      "1 left alone, sent again before: --again sends them once more",
      "1 not sent:",
      "  g/3/42  its topic t does not exist any more",
      "",
    ].join("\n"),
  });
});

test("nothing that matches is code 1, and a group that never buried is answered with those that do", async () => {
  const { operations } = clerk(nothing);
  const page = async () => ({ deadLetters: [], total: 0, isComplete: true });

  expect(await at("resend --error E --yes", operations)).toMatchObject({
    code: 1,
    err: "No dead letter matches.\n",
  });
  expect(await at("list --group h", { deadLetters: page })).toMatchObject({
    code: 1,
    err: "There is no h.dlq. Groups that bury: g.\n",
  });
  expect(await at("show g/0/1", { deadLetter: async () => undefined })).toMatchObject({
    code: 1,
    err: "There is no dead letter at g/0/1.\n",
  });
  expect(await at("resume --group g", { resume: async () => false })).toMatchObject({ code: 1 });
});

test("a broker that is away is code 69, with where it was looked for", async () => {
  const away = async () => {
    throw new BrokerError("unavailable", "reach 127.0.0.1:9092: connect ECONNREFUSED");
  };

  const { code, err, isClosed } = await at("list", { deadLetters: away });

  expect(code).toBe(69);
  expect(err).toContain("127.0.0.1:9092 (named by KAFKA_BROKERS)");
  expect(err).toContain("ECONNREFUSED");
  expect(isClosed).toBe(true);
});

test("usage is code 2 and asks nothing of the cluster; a wrong variable is 78", async () => {
  const never = async () => {
    throw new Error("it was opened");
  };
  const outcome = { err: "" };
  const terminal: Terminal = {
    out: () => {},
    err: (text) => {
      outcome.err += text;
    },
    width: undefined,
    ask: undefined,
  };

  expect(await run(["purge"], terminal, never)).toBe(2);
  expect(outcome.err).toContain("--help");
  const fault = { name: "KAFKA_BROKERS", given: "x", expected: "host:port", cure: "Correct it." };
  const faulty = async () => {
    throw new ConfigError([fault]);
  };
  expect(await run(["list"], terminal, faulty)).toBe(78);
  expect(outcome.err).toContain("KAFKA_BROKERS");
});
