import fc from "fast-check";
import { assign, type Candidate } from "../../src/group/assignment.ts";

function candidate(id: string, owned: readonly number[] = [], more: Partial<Candidate> = {}): Candidate {
  const partitions = owned.map((partition) => ({ topic: "a", partition }));
  return { id, instanceId: undefined, topics: ["a"], owned: partitions, generation: 1, ...more };
}

/** Partition numbers of topic `a`, by member. */
function shared(candidates: readonly Candidate[], count: number): Record<string, number[]> {
  const assignment = assign(candidates, { a: count });
  return Object.fromEntries(
    [...assignment].map(([id, partitions]) => [id, partitions.map(({ partition }) => partition).sort()]),
  );
}

test("a new group is dealt in the order of the members' names", () => {
  expect(shared([candidate("y"), candidate("x")], 5)).toEqual({ x: [0, 1, 2], y: [3, 4] });
});

test("instance ids count before member ids, which change with every restart", () => {
  const first = candidate("m-9", [], { instanceId: "a" });
  const second = candidate("m-1", [], { instanceId: "b" });

  expect(shared([first, second], 3)).toEqual({ "m-9": [0, 1], "m-1": [2] });
});

test("a member that comes takes one partition of those that have most, and nothing else moves", () => {
  const members = [candidate("x", [0, 1, 2]), candidate("y", [3, 4, 5]), candidate("z")];

  expect(shared(members, 6)).toEqual({ x: [0, 1], y: [3, 4], z: [2, 5] });
});

test("what a member leaves behind goes to those that have least", () => {
  expect(shared([candidate("x", [0, 1]), candidate("z", [5])], 6)).toEqual({ x: [0, 1, 2], z: [3, 4, 5] });
});

test("of two that say they hold a partition, the one of the younger generation is believed", () => {
  const stale = candidate("x", [0], { generation: 3 });
  const fresh = candidate("y", [0], { generation: 4 });

  expect(shared([stale, fresh], 2)).toEqual({ x: [1], y: [0] });
});

test("members beyond the number of partitions get none", () => {
  expect(shared([candidate("x"), candidate("y"), candidate("z")], 1)).toEqual({ x: [0], y: [], z: [] });
});

test("partition n of all topics goes to the same member, where the topics have one", () => {
  const topics = ["b", "a"];
  const members = [candidate("x", [], { topics }), candidate("y", [], { topics })];

  const assignment = assign(members, { a: 4, b: 3 });

  const numbers = (id: string, topic: string) =>
    assignment.get(id)?.flatMap((at) => (at.topic === topic ? at.partition : []));
  expect([numbers("x", "a"), numbers("x", "b")]).toEqual([
    [0, 1],
    [0, 1],
  ]);
  expect([numbers("y", "a"), numbers("y", "b")]).toEqual([[2, 3], [2]]);
});

test("a member gets nothing of a topic that only others want", () => {
  const old = candidate("old", [0, 1]);
  const renewed = candidate("renewed", [], { topics: ["a", "b"] });

  const assignment = assign([old, renewed], { a: 2, b: 2 });

  expect(assignment.get("old")).toEqual([{ topic: "a", partition: 0 }]);
  expect(assignment.get("renewed")).toEqual([
    { topic: "a", partition: 1 },
    { topic: "b", partition: 0 },
    { topic: "b", partition: 1 },
  ]);
});

/** By trying every balanced way to share: the most that could stay where it was. */
function mostKept(count: number, owned: readonly (readonly number[])[]): number {
  const largest = Math.ceil(count / owned.length);
  const smallest = Math.floor(count / owned.length);
  let most = 0;
  for (let way = 0; way < owned.length ** count; way++) {
    const sizes = owned.map(() => 0);
    let kept = 0;
    for (let partition = 0, rest = way; partition < count; partition++) {
      const member = rest % owned.length;
      rest = Math.floor(rest / owned.length);
      sizes[member] = (sizes[member] ?? 0) + 1;
      if (owned[member]?.includes(partition)) kept++;
    }
    if (sizes.every((size) => size >= smallest && size <= largest)) most = Math.max(most, kept);
  }
  return most;
}

const groups = fc.record({
  count: fc.integer({ min: 0, max: 6 }),
  // To whom each of six partitions belonged before: a member, or nobody.
  before: fc.array(fc.integer({ min: -1, max: 2 }), { minLength: 6, maxLength: 6 }),
  members: fc.integer({ min: 1, max: 3 }),
  order: fc.integer({ min: 0, max: 5 }),
});

test("any group: everything once, nobody more than one more than another, nothing moved without need", () => {
  fc.assert(
    fc.property(groups, ({ count, before, members, order }) => {
      const owned = Array.from({ length: members }, (_, member) =>
        before.flatMap((owner, partition) => (owner === member ? partition : [])),
      );
      const candidates = owned.map((numbers, member) => candidate(`m${member}`, numbers));
      const sharing = shared(candidates, count);

      const sizes = Object.values(sharing).map(({ length }) => length);
      expect(Object.values(sharing).flat().sort()).toEqual([...Array(count).keys()]);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      const kept = owned.flatMap((numbers, member) =>
        numbers.filter((number) => sharing[`m${member}`]?.includes(number)),
      );
      expect(kept).toHaveLength(mostKept(count, owned));
      const rotated = candidates.map((_, index) => candidates[(index + order) % members] as Candidate);
      expect(shared(rotated, count)).toEqual(sharing);
    }),
  );
});
