import { OneAtATime } from "../../src/writing/one-at-a-time.ts";

test("calls follow each other in the order they came, also behind one that failed", async () => {
  const turns = new OneAtATime();
  const told: string[] = [];
  const first = Promise.withResolvers<string>();
  const call = (name: string, until: Promise<string>) => async () => {
    told.push(`${name} begins`);
    const answer = await until;
    told.push(`${name} ends`);
    return answer;
  };
  const answers = [
    turns.run(call("a", first.promise)),
    turns.run(call("b", Promise.reject(new Error("away")))),
    turns.run(call("c", Promise.resolve("third"))),
  ];
  const settled = Promise.allSettled(answers);
  await Promise.resolve();
  expect(told).toEqual(["a begins"]);
  first.resolve("first");
  expect(await settled).toMatchObject([
    { status: "fulfilled", value: "first" },
    { status: "rejected", reason: { message: "away" } },
    { status: "fulfilled", value: "third" },
  ]);
  expect(told).toEqual(["a begins", "a ends", "b begins", "c begins", "c ends"]);
});
