import fc from "fast-check";
import { COAST_SECONDS, coasted, type Fix, Motion, TOP_SPEED } from "../../../../page/buses/motion/motion.ts";
import {
  metersPerUnit,
  placeAt,
  type RoutePath,
  routePath,
} from "../../../../page/buses/motion/route-path.ts";
import { worldPoint } from "../../../../page/map/world-point.ts";

const way: readonly (readonly [number, number])[] = Array.from({ length: 60 }, (_, index) => [
  -0.12 + index * 0.0014,
  51.5 + 0.0008 * Math.sin(index / 3),
]);
const path = routePath(way) as RoutePath;
const back = routePath(way.toReversed()) as RoutePath;

function fixAt(meters: number, seconds: number, speed: number | null, on: RoutePath = path): Fix {
  const { x, y, bearing } = placeAt(on, meters);
  return { x, y, bearing, speed, observedAt: seconds * 1_000 };
}

const metersBetween = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y) * metersPerUnit(worldPoint(-0.12, 51.5));

test("coasts v · τ · (1 − e^(−t/τ)), at most v · τ", () => {
  expect(coasted(8, 0)).toBe(0);
  expect(coasted(8, 12)).toBeCloseTo(8 * 12 * (1 - 1 / Math.E), 9);
  expect(coasted(8, 1e9)).toBe(96);
  expect(coasted(8, -5)).toBe(0);
});

test("shows a first fix where it was", () => {
  const motion = new Motion(fixAt(500, 0, 8), [path], 0);
  motion.advance(0);
  expect(motion.shown).toBeCloseTo(500, 1);
  expect(motion.bearing).toBeCloseTo(placeAt(path, 500).bearing, 6);
});

test("goes on in silence, slower and slower, and stays below the coast", () => {
  const motion = new Motion(fixAt(500, 0, 8), [path], 0);
  const gone: number[] = [];
  for (let second = 1; second <= 120; second++) {
    const before = motion.shown;
    for (let frame = 0; frame < 10; frame++) motion.advance(second * 1_000 - 900 + frame * 100);
    gone.push(motion.shown - before);
  }
  expect(gone[4] as number).toBeGreaterThan(gone[20] as number);
  expect(motion.shown).toBeLessThanOrEqual(500 + 8 * COAST_SECONDS + 0.5);
  expect(motion.shown).toBeGreaterThan(500 + 8 * COAST_SECONDS - 1);
});

/** Any journey forward with any reports of it: irregular, noisy in speed, seen at any frame rate. */
const journey = fc.array(
  fc.record({
    pause: fc.double({ min: 0.5, max: 40, noNaN: true }),
    drove: fc.double({ min: 0, max: 20, noNaN: true }),
    speed: fc.option(fc.double({ min: 0, max: 30, noNaN: true })),
    jitter: fc.double({ min: -15, max: 15, noNaN: true }),
    frame: fc.integer({ min: 16, max: 1_500 }),
  }),
  { minLength: 1, maxLength: 15 },
);

test("never drives backwards, never faster than the top speed, never beyond the coast of any fix", () => {
  fc.assert(
    fc.property(journey, (steps) => {
      let meters = 100;
      let now = 0;
      const motion = new Motion(fixAt(meters, 0, 5), [path], 0);
      let bound = motion.bound;
      for (const { pause, drove, speed, jitter, frame } of steps) {
        const until = now + pause * 1_000;
        while (now < until) {
          const before = motion.shown;
          now += frame;
          motion.advance(now);
          expect(motion.shown).toBeGreaterThanOrEqual(before);
          expect(motion.shown - before).toBeLessThanOrEqual((TOP_SPEED * frame) / 1_000 + 1e-6);
          expect(motion.shown).toBeLessThanOrEqual(bound + 1e-6);
        }
        meters = Math.min(path.length - 20, meters + drove * Math.min(pause, 20));
        motion.take(fixAt(Math.max(0, meters + jitter), now / 1_000, speed), [path]);
        bound = Math.max(bound, motion.bound);
      }
    }),
    { numRuns: 300 },
  );
});

test("waits for a bus that turned out slower, instead of going back", () => {
  const motion = new Motion(fixAt(500, 0, 12), [path], 0);
  for (let at = 0; at <= 20_000; at += 50) motion.advance(at);
  const ahead = motion.shown;
  motion.take(fixAt(520, 20, 0), [path]);
  for (let at = 20_000; at <= 30_000; at += 50) motion.advance(at);
  expect(ahead).toBeGreaterThan(590);
  expect(motion.shown).toBe(ahead);
});

test("catches up with a bus far ahead no faster than 25 m/s, and arrives", () => {
  const motion = new Motion(fixAt(500, 0, 0), [path], 0);
  motion.advance(10_000);
  motion.take(fixAt(900, 10, 0), [path]);
  motion.advance(11_000);
  expect(motion.shown).toBeCloseTo(525, 0);
  for (let at = 11_000; at <= 60_000; at += 100) motion.advance(at);
  expect(motion.shown).toBeCloseTo(900, 0);
});

test("shows a jump of more than 1.2 km as a jump, also a backward one", () => {
  const motion = new Motion(fixAt(300, 0, 0), [path], 0);
  motion.take(fixAt(3_000, 10, 0), [path]);
  motion.advance(10_000);
  expect(motion.shown).toBeCloseTo(3_000, 0);
  motion.take(fixAt(300, 20, 0), [path]);
  motion.advance(20_000);
  expect(motion.shown).toBeCloseTo(300, 0);
});

test("turns round onto the way back without a leap on the screen", () => {
  const end = path.length - 40;
  const motion = new Motion(fixAt(end, 0, 0), [path], 0);
  motion.advance(1_000);
  const before = { x: motion.x, y: motion.y };
  motion.take(fixAt(70, 10, 5, back), [back]);
  motion.advance(1_016);
  expect(motion.path).toBe(back);
  expect(metersBetween(before, motion)).toBeLessThan(3);
});

test("off every route it goes straight to the fix and waits there", () => {
  const motion = new Motion({ ...worldPoint(-0.3, 51.6), bearing: 90, speed: 10, observedAt: 0 }, [path], 0);
  expect(motion.path).toBeUndefined();
  const to = worldPoint(-0.299, 51.6);
  motion.take({ ...to, bearing: 90, speed: 10, observedAt: 10_000 }, [path]);
  let before = motion.x;
  for (let at = 10_000; at <= 60_000; at += 50) {
    motion.advance(at);
    expect(motion.x).toBeGreaterThanOrEqual(before);
    before = motion.x;
  }
  expect(metersBetween(motion, to)).toBeLessThan(0.5);
});

test("takes a route that becomes known later without leaving its place", () => {
  const motion = new Motion(fixAt(800, 0, 6), [], 0);
  motion.advance(100);
  const before = { x: motion.x, y: motion.y };
  motion.route([path]);
  motion.advance(116);
  expect(motion.path).toBe(path);
  expect(metersBetween(before, motion)).toBeLessThan(2);
});

test("keeps to the path in use where two variants share a street", () => {
  const variant = routePath([...way.slice(0, 40), [-0.06, 51.52]]) as RoutePath;
  const motion = new Motion(fixAt(500, 0, 6), [path, variant], 0);
  const used = motion.path;
  motion.take(fixAt(600, 10, 6), [variant, path]);
  expect(motion.path).toBe(used);
});

test("works out the speed from two fixes where the feed has none", () => {
  const motion = new Motion(fixAt(500, 0, null), [path], 0);
  expect(motion.bound).toBeCloseTo(500, 0);
  motion.take(fixAt(580, 10, null), [path]);
  expect(motion.bound).toBeCloseTo(580 + 8 * COAST_SECONDS, 0);
});

test("with reduced motion stands at the fixes and slides nothing", () => {
  const motion = new Motion(fixAt(500, 0, 10), [path], 0);
  motion.advance(5_000, "step");
  expect(motion.shown).toBeCloseTo(500, 1);
  motion.take(fixAt(700, 10, 10), [path]);
  motion.advance(10_000, "step");
  expect(motion.shown).toBeCloseTo(700, 1);
});

test("back from a hidden tab it is at the present place at once", () => {
  const motion = new Motion(fixAt(500, 0, 10), [path], 0);
  motion.take(fixAt(1_400, 100, 0), [path]);
  motion.advance(100_000, "jump");
  expect(motion.shown).toBeCloseTo(1_400, 0);
});
