import { DefinitionError } from "../../src/process/definition-error.ts";
import { StepGuard } from "../../src/process/step-guard.ts";

/** Work that notes what it has done, and does at some indexes what it is told to. */
function notes(odd: Readonly<Record<number, () => void>> = {}, isFull?: () => boolean) {
  let done: number[] = [];
  let starts = 0;
  return {
    restart: () => {
      done = [];
      starts++;
    },
    step: (index: number) => {
      odd[index]?.();
      done.push(index);
      return undefined;
    },
    ...(isFull && { isFull }),
    get done() {
      return done;
    },
    get starts() {
      return starts;
    },
  };
}

const guard = new StepGuard({ deadlineMs: 100 });
const forEver = () => {
  for (;;);
};

test("steps run in order, and all of them are done", async () => {
  const work = notes();
  const run = await guard.run(3, work);
  expect([run.done, [...run.poison], work.done]).toEqual([3, [], [0, 1, 2]]);
});

test("a run of nothing is done at once", async () => {
  expect((await guard.run(0, notes())).done).toBe(0);
});

test.each([0, 1, 2])("a throw at %d buries that record by the class of what was thrown", async (at) => {
  class NotAFlight extends Error {}
  const work = notes({
    [at]: () => {
      throw new NotAFlight("has no wings");
    },
  });
  const { poison } = await guard.run(3, work);
  expect([...poison]).toEqual([[at, { stage: "process", error: "NotAFlight", message: "has no wings" }]]);
  expect(work.done).toEqual([0, 1, 2].filter((index) => index !== at));
});

test.each([
  ["a text", "no good", { error: "thrown", message: "no good" }],
  ["nothing", undefined, { error: "thrown", message: "undefined" }],
  [
    "an object without a prototype",
    Object.create(null),
    { error: "thrown", message: "[Object: null prototype] {}" },
  ],
])("what is thrown may be %s", async (_what, thrown, told) => {
  const work = notes({
    0: () => {
      throw thrown;
    },
  });
  expect((await guard.run(1, work)).poison.get(0)).toMatchObject(told);
});

test("what is thrown may refuse to be looked at", async () => {
  const work = notes({
    0: () => {
      throw new Proxy(
        {},
        {
          get: () => {
            throw new Error("not at home");
          },
        },
      );
    },
  });
  expect((await guard.run(1, work)).poison.get(0)).toMatchObject({ error: "thrown" });
});

test("a poison that is answered counts as one that is thrown", async () => {
  const why = { stage: "process", error: "bad_answer", message: "" } as const;
  const { poison } = await guard.run(2, {
    restart: () => {},
    step: (index) => (index === 1 ? why : undefined),
  });
  expect([...poison]).toEqual([[1, why]]);
});

test("a step that hangs is interrupted, tried again, then buried; the rest is computed anew without it", async () => {
  let calls = 0;
  const work = notes({
    1: () => {
      calls++;
      forEver();
    },
  });
  const { done, poison } = await guard.run(3, work);
  expect([...poison.keys()]).toEqual([1]);
  expect(poison.get(1)).toMatchObject({ stage: "process", error: "step_hung" });
  expect([done, work.done, work.starts]).toEqual([3, [0, 2], calls + 1]);
  expect(calls).toBeGreaterThan(1);
});

test("two that hang are both found", async () => {
  const work = notes({ 0: forEver, 2: forEver });
  const { poison } = await guard.run(3, work);
  expect([...poison.keys()]).toEqual([0, 2]);
  expect(work.done).toEqual([1]);
});

test("a step that hangs once only, as one does whose process was stopped, is not buried", async () => {
  let isFirst = true;
  const work = notes({
    1: () => {
      if (!isFirst) return;
      isFirst = false;
      forEver();
    },
  });
  const { poison } = await guard.run(3, work);
  expect(poison.size).toBe(0);
  expect(work.done).toEqual([0, 1, 2]);
});

test("a regular expression that backtracks without end is interrupted too", async () => {
  const work = notes({ 0: () => void /^(a+)+$/.test(`${"a".repeat(40)}b`) });
  expect((await guard.run(1, work)).poison.get(0)?.error).toBe("step_hung");
});

test("a slice ends early when its steps take long, after at least one record", async () => {
  const brisk = new StepGuard({ deadlineMs: 5_000, sliceMs: 0 });
  expect((await brisk.run(3, notes())).done).toBe(1);
});

test("a slice ends early when it is full", async () => {
  let steps = 0;
  const work = notes({}, () => ++steps === 2);
  expect((await guard.run(5, work)).done).toBe(2);
});

test("a definition that contradicts itself is no record's fault", async () => {
  const work = notes({
    1: () => {
      throw new DefinitionError("emits to nowhere");
    },
  });
  await expect(guard.run(3, work)).rejects.toThrow("emits to nowhere");
});

test("an end that hangs is no record's fault: the slice is begun anew, and timers have their turn before", async () => {
  const work = notes();
  let ends = 0;
  let turns = 0;
  const ticking = setInterval(() => turns++, 1);
  const { done, poison } = await guard.run(3, { ...work, end: () => (++ends === 1 ? forEver() : undefined) });
  clearInterval(ticking);
  expect({ done, ends, buried: [...poison] }).toEqual({ done: 3, ends: 2, buried: [] });
  expect(turns).toBeGreaterThan(0);
});

test("an end comes behind the last step, also where the slice ends early", async () => {
  const steps: string[] = [];
  const work = {
    restart: () => {},
    step: (index: number) => void steps.push(`step ${index}`),
    isFull: () => steps.length === 2,
    end: () => void steps.push("end"),
  };
  await guard.run(3, work as never);
  expect(steps).toEqual(["step 0", "step 1", "end"]);
});
