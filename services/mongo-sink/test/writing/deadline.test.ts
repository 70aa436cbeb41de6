import { Deadline } from "../../src/writing/deadline.ts";

const never = new AbortController().signal;

test("an operation gets the time that is left, and none when none is", () => {
  let time = 1_000;
  const deadline = new Deadline(5_000, never, () => time);
  expect(deadline.options.maxTimeMS).toBe(5_000);
  time += 4_000.5;
  expect(deadline.options.maxTimeMS).toBe(999);
  // As it is for a process that was stopped: its timers have not fired yet.
  time += 3_600_000;
  expect(() => deadline.options).toThrow(/out of time/);
});

test("nothing more is begun once it is told to end", () => {
  const controller = new AbortController();
  const deadline = new Deadline(5_000, controller.signal);
  const { signal } = deadline.options;
  controller.abort(new Error("the partition is another's"));
  expect(signal.aborted).toBe(true);
  expect(() => deadline.options).toThrow("the partition is another's");
});
