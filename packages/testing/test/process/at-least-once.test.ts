import fc from "fast-check";
import { type Kind, kinds, type Parcel, parcelBytes } from "./parcel.ts";
import { type Event, PostOffice } from "./post-office.ts";

const kind = fc.oneof(
  { weight: 6, arbitrary: fc.constant(kinds[0]) },
  { weight: 2, arbitrary: fc.constantFrom(...kinds) },
);
const post: fc.Arbitrary<Event> = fc.record({
  type: fc.constant("post"),
  partition: fc.nat(1),
  kinds: fc.array(kind, { minLength: 1, maxLength: 12 }),
});
/** So many that the group trips. */
const plague: fc.Arbitrary<Event> = fc.record({
  type: fc.constant("post"),
  partition: fc.nat(1),
  kinds: fc
    .tuple(fc.constantFrom(...kinds.slice(1)), fc.integer({ min: 18, max: 24 }))
    .map(([poison, count]) => ["good" as const, ...Array<Kind>(count).fill(poison), "good" as const]),
});
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 6, arbitrary: post },
  { weight: 1, arbitrary: plague },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant("wait"), turns: fc.integer({ min: 1, max: 30 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("store fails"),
      times: fc.integer({ min: 1, max: 4 }),
      keepsAll: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constantFrom("registry away", "registry back", "broker away", "broker back", "expel"),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("stop", "kill") }) },
) as fc.Arbitrary<Event>;

const events = fc.array(event, { minLength: 5, maxLength: 40, size: "max" });

async function lived(shape: "map" | "sink", story: readonly Event[]): Promise<PostOffice> {
  const office = new PostOffice(shape);
  await office.start();
  try {
    for (const each of story) await office.live(each);
    await office.settle();
  } finally {
    await office.end("stop");
  }
  return office;
}

/** What must have been buried: at least once each, as it was, and nothing else. */
function expectBuried({ posted, letters }: PostOffice): void {
  const poison = [...posted].filter(([, parcel]) => parcel.kind !== "good").map(([address]) => address);
  const buried = new Set(letters.map(({ letter }) => `${letter.partition}/${letter.offset}`));
  expect([...buried].sort()).toEqual(poison.sort());
  for (const { letter, value } of letters) {
    const parcel = posted.get(`${letter.partition}/${letter.offset}`);
    expect(value).toEqual(parcel && parcelBytes(parcel));
  }
}

/** By street: repeats are left out. */
function firstDeliveries({ delivered }: PostOffice): Map<string, Parcel[]> {
  const first = new Map(delivered.toReversed().map((parcel) => [parcel.id, parcel]));
  return Map.groupBy([...first.values()].toReversed(), ({ street }) => street);
}

const good = ({ posted }: PostOffice) => [...posted].filter(([, parcel]) => parcel.kind === "good");

test("whatever befalls a sink, its store ends with exactly the good records, and every poison is buried", async () => {
  await fc.assert(
    fc.asyncProperty(events, async (story) => {
      const office = await lived("sink", story);
      expect(new Map([...office.stored].sort())).toEqual(new Map(good(office).sort()));
      expectBuried(office);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);

test("whatever befalls a map, every good record is emitted, in order per key, and every poison is buried", async () => {
  await fc.assert(
    fc.asyncProperty(events, async (story) => {
      const office = await lived("map", story);
      expect(firstDeliveries(office)).toEqual(
        Map.groupBy(
          good(office).map(([, parcel]) => parcel),
          ({ street }) => street,
        ),
      );
      expectBuried(office);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 60_000 },
  );
}, 120_000);
