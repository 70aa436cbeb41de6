import { Circuit } from "../../src/network/circuit.ts";
import { NetworkFault } from "../../src/network/network-fault.ts";

let elapsed: number;
let circuit: Circuit;
const { signal } = new AbortController();
const limited = () => Promise.reject(new NetworkFault("limited", "S answers 429"));
const well = () => Promise.resolve("well");

beforeEach(() => {
  elapsed = 1_000_000;
  circuit = new Circuit({
    server: "S",
    limited: { firstMs: 60_000, longestMs: 200_000 },
    weather: { firstMs: 4000, longestMs: 60_000 },
    clock: { elapsed: () => elapsed, random: () => 0.5 },
  });
});

async function failure(ask: () => Promise<unknown>): Promise<string> {
  return await circuit.run(ask, signal).then(String, (error: Error) => error.message);
}

test("after a failure nobody is let through until the back-off is over", async () => {
  expect(await failure(limited)).toBe("S answers 429, next try in 45 s");
  elapsed += 44_000;
  let asked = 0;
  expect(await failure(async () => asked++)).toBe("S answers 429, next try in 1 s");
  expect(asked).toBe(0);
  elapsed += 1000;
  expect(await failure(well)).toBe("well");
});

test("the back-off doubles with each failed try, up to its longest", async () => {
  const waits: string[] = [];
  for (let tries = 0; tries < 4; tries++) {
    waits.push(await failure(limited));
    elapsed += 3_600_000;
    // Nothing was asked in between, so an hour alone proves nothing: but it is over twice as long as any wait.
  }
  expect(new Set(waits)).toEqual(new Set(["S answers 429, next try in 45 s"]));
  for (let tries = 0; tries < 3; tries++) {
    waits.push(await failure(limited));
    elapsed += Number(/(\d+) s$/.exec(waits.at(-1) ?? "")?.[1]) * 1000;
  }
  expect(waits.slice(4).map((wait) => wait.slice(-5))).toEqual(
    ["45 s", "90 s", "150 s"].map((end) => end.padStart(5)),
  );
});

test("a failure soon after a success is a relapse", async () => {
  await failure(limited);
  elapsed += 45_000;
  await failure(well);
  expect(await failure(limited)).toBe("S answers 429, next try in 90 s");
});

test("one tries for all, who wait for what becomes of it", async () => {
  await failure(limited);
  elapsed += 45_000;
  let refuse: (error: Error) => void = () => {};
  const trial = failure(() => new Promise((_, reject) => (refuse = reject)));
  let asked = 0;
  const others = [1, 2].map(() => failure(async () => asked++));
  refuse(new NetworkFault("limited", "S answers 429"));
  expect(await Promise.all([trial, ...others])).toEqual(Array(3).fill("S answers 429, next try in 90 s"));
  expect(asked).toBe(0);
});

test("one outage that several run into is one failure", async () => {
  const answers = await Promise.all([failure(limited), failure(limited), failure(limited)]);
  expect(new Set(answers)).toEqual(new Set(["S answers 429, next try in 45 s"]));
});

test("other weather is over sooner, and a server that knows no such symbol is well", async () => {
  expect(await failure(() => Promise.reject(new TypeError("of undefined")))).toBe(
    "S answers what is not understood: of undefined, next try in 3 s",
  );
  elapsed += 3000;
  expect(await failure(() => Promise.reject(new NetworkFault("unknown-symbol", "no X")))).toBe("no X");
  expect(await failure(well)).toBe("well");
});

test("whoever aborts has made no weather", async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(circuit.run(() => Promise.reject(new Error("aborted")), stop.signal)).rejects.toBe(
    stop.signal.reason,
  );
  expect(await failure(well)).toBe("well");
});
