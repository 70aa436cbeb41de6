import { type CountedFacts, countedState } from "../../../page/replay/counted-state.ts";

const playing = { kind: "this", state: "running", detail: null, sent: 100 } as const;
const well: CountedFacts = {
  thing: "flight",
  replays: { kind: "live", failure: undefined },
  replay: "r",
  link: { kind: "open" },
  heard: true,
  counted: 100,
  player: playing,
  silence: 0,
};
const kindOf = (facts: Partial<CountedFacts>) => countedState({ ...well, ...facts }).kind;
const lost = { kind: "waiting", reason: "the connection was lost" } as const;

test("before any replay is known: loading, error, empty", () => {
  const before = { replay: undefined, heard: false };
  expect(kindOf({ ...before, replays: { kind: "loading", failure: undefined } })).toBe("loading");
  expect(countedState({ ...well, ...before, replays: { kind: "error", failure: "away" } })).toEqual({
    kind: "error",
    detail: "away",
  });
  expect(kindOf(before)).toBe("empty");
});

test("a lost connection is an error before the counts were heard, and reconnecting after", () => {
  expect(kindOf({ heard: false })).toBe("loading");
  expect(kindOf({ heard: false, link: lost })).toBe("error");
  expect(kindOf({ link: lost })).toBe("reconnecting");
  expect(kindOf({ link: { kind: "failed", reason: "no such replay" } })).toBe("error");
  expect(kindOf({ counted: 0 })).toBe("empty");
});

test("flights that wait to be counted for more than five seconds make the page stale, silence alone does not", () => {
  const behind = { ...playing, sent: 101 };
  expect(kindOf({ player: behind, silence: 5_000 })).toBe("live");
  expect(kindOf({ player: behind, silence: 5_001 })).toBe("stale");
  expect(kindOf({ silence: 3_600_000 })).toBe("live");
});

test("paused and finished are said when all that was sent is counted, not before", () => {
  for (const state of ["paused", "finished"] as const) {
    expect(kindOf({ player: { ...playing, state } })).toBe(state);
    expect(kindOf({ player: { ...playing, state, sent: 101 } })).toBe("live");
    expect(kindOf({ player: { ...playing, state, sent: 101 }, silence: 6_000 })).toBe("stale");
  }
});

test("a finished replay of which a few stay uncounted is finished after a minute, and says so", () => {
  const buried = { ...playing, state: "finished", sent: 1_000 } as const;
  expect(kindOf({ player: buried, counted: 995, silence: 60_000 })).toBe("stale");
  expect(countedState({ ...well, player: buried, counted: 995, silence: 60_001 })).toEqual({
    kind: "finished",
    detail: "5 of 1000 are not counted: see Operations",
  });
  expect(kindOf({ player: buried, counted: 980, silence: 60_001 })).toBe("stale");
});

test("a replay that another process plays is live while counts come, and closed when none do", () => {
  expect(kindOf({ player: { kind: "other" }, silence: 5_000 })).toBe("live");
  expect(kindOf({ player: { kind: "other" }, silence: 5_001 })).toBe("closed");
});

test("a replay that failed says why; without its player silence is stale", () => {
  expect(countedState({ ...well, player: { ...playing, state: "failed", detail: "file gone" } })).toEqual({
    kind: "error",
    detail: "the replay failed: file gone",
  });
  const alone = { kind: "unknown", reason: "flight-csv is away" } as const;
  expect(kindOf({ player: alone })).toBe("live");
  expect(kindOf({ player: alone, silence: 60_001 })).toBe("stale");
});
