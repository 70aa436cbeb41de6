import { shareOut } from "../../src/memory/partition-shares.ts";

const [a, b, c] = [named("a"), named("b"), named("c")];
interface Named {
  readonly name: string;
  readonly topics: readonly string[];
}

function named(name: string): Named {
  return { name, topics: ["t"] };
}

test.each<[string, Named[], (Named | undefined)[], Named[]]>([
  ["one takes all", [a], [undefined, undefined], [a, a]],
  ["a newcomer gets half, the other keeps half", [a, b], [a, a, a, a], [a, a, b, b]],
  ["an odd one stays where it is", [a, b], [a, a, a], [a, a, b]],
  ["what a leaver held is shared out, the rest stays", [a, c], [a, b, c, b], [a, a, c, c]],
  ["more claimants than partitions: some get nothing", [a, b, c], [undefined, c], [a, c]],
])("%s", (_, claimants, held, shares) => {
  expect(shareOut(claimants, held.length, (partition) => held[partition])).toEqual(shares);
});

test("nobody there, nobody gets anything", () => {
  expect(shareOut([], 2, () => undefined)).toEqual([undefined, undefined]);
});
