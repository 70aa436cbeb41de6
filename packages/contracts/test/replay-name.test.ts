import fc from "fast-check";
import { isOlder, replayOrigin } from "../src/replay-name.ts";

/** In the order in which they began; the ninth and tenth loop are of one run. */
const replays = [
  "20261120T080000Z.5f2a9c1e.1.0",
  "20261121T080000Z.0a2a9c1e.1.0",
  "20261122T080000Z.5f2a9c1e.2.0",
  "20261122T080000Z.5f2a9c1e.2.9",
  "20261122T080000Z.5f2a9c1e.2.10",
  "20261122T120304Z.12345678.3.0",
];

test("a name tells when its run began, of which file it is, and which run and loop", () => {
  expect(replayOrigin("20261122T120304Z.5f2a9c1e.3.12")).toEqual({
    startedAt: Date.UTC(2026, 10, 22, 12, 3, 4),
    fingerprint: "5f2a9c1e",
    run: 3,
    loop: 12,
  });
});

test.each(["", "mine", "20261322T120304Z.5f2a9c1e.3.12", "20261122T120304Z.5f2a9c1e.3"])(
  "a name of another form tells nothing: %j",
  (name) => {
    expect(replayOrigin(name)).toEqual({ startedAt: null, fingerprint: null, run: null, loop: null });
  },
);

test("replays are ordered as they began, the tenth loop after the ninth", () => {
  const sorted = replays.toReversed().sort((a, b) => (isOlder(a, b) ? -1 : 1));
  expect(sorted).toEqual(replays);
});

test("whatever the names, the order is one: of two different ones exactly one is older, and chains hold", () => {
  const part = fc.oneof(fc.nat({ max: 200 }).map(String), fc.stringMatching(/^[0-9a-f]{1,3}$/));
  const name = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("."));
  fc.assert(
    fc.property(name, name, name, (a, b, c) => {
      expect(isOlder(a, a)).toBe(false);
      if (a !== b) expect(isOlder(a, b)).toBe(!isOlder(b, a));
      if (isOlder(a, b) && isOlder(b, c)) expect(isOlder(a, c)).toBe(true);
    }),
  );
});
