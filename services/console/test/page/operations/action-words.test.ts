import { didSay, extentOf, wouldSay } from "../../../page/operations/actions/action-words.ts";

const resend = (resent: number, alreadyResent = 0, failures = 0) => ({
  what: "resend" as const,
  matched: resent + alreadyResent + failures,
  resent,
  alreadyResent,
  failed: Array.from({ length: failures }, (_, offset) => ({
    group: "g",
    partition: 0,
    offset,
    problem: "x",
  })),
});

test.each([
  [resend(1), "1 dead letter will be sent to its topic again, byte by byte, for its own group alone."],
  [
    resend(1_200),
    "1,200 dead letters will be sent to their topics again, byte by byte, for their own group alone.",
  ],
  [resend(0, 1), "There is nothing to send. 1 dead letter was sent again before and will be left alone."],
  [resend(0), "There is nothing to send."],
  [
    { what: "purge" as const, purged: 2 },
    "2 dead letters will be deleted for ever. What is buried from now on stays.",
  ],
  [{ what: "purge" as const, purged: 0 }, "There is nothing to delete."],
])("what would be done: %j", (would, words) => {
  expect(wouldSay(would)).toBe(words);
});

test.each([
  [resend(3), "3 dead letters sent again."],
  [resend(2, 0, 1), "2 of 3 dead letters sent again."],
  [{ what: "purge" as const, purged: 1 }, "1 dead letter deleted."],
  [{ what: "resume" as const, resumed: true }, "Resumed: its members begin again where they stopped."],
  [{ what: "resume" as const, resumed: false }, "It was not tripped any more."],
])("what was done: %j", (outcome, words) => {
  expect(didSay(outcome)).toBe(words);
});

test("with nothing to do there is nothing to confirm", () => {
  expect([resend(0, 5, 2), { what: "purge" as const, purged: 0 }, undefined].map(extentOf)).toEqual([
    0, 0, 1,
  ]);
});
