import { attribution, loadNetwork, networkOf, pointAt } from "../src/index.ts";
import type { SourceTables } from "../src/source-tables.ts";

const at = (north: number) => [-0.1, 51.5 + north / 1000] as const;
const stop = (stopId: string, north: number) => {
  return [
    stopId,
    { stopId, name: `STOP ${stopId} <>`, latitude: 51.5 + north / 1000, longitude: -0.1 },
  ] as const;
};
const tables: SourceTables = {
  stops: new Map([stop("a", 1), stop("b", 5), stop("c", 9)]),
  calls: new Map([
    [
      "10",
      new Map([
        ["1", ["c", "b", "a"]],
        ["2", ["a", "b", "gone", "b", "c"]],
      ]),
    ],
    [
      "9",
      new Map([
        ["1", ["a", "c"]],
        ["2", ["c", "a"]],
      ]),
    ],
    ["RB1", new Map([["1", ["a", "c"]]])],
    ["608", new Map([["1", ["a"]]])],
  ]),
  shapes: new Map([["10", [[at(0), at(10)]]]]),
};

test("lines come in the order people count", () => {
  expect(networkOf(tables).lines).toEqual(["9", "10"]);
});

test("a boat is no bus line, and a line of one stop leads nowhere", () => {
  expect(networkOf(tables).runs("RB1")).toEqual([]);
  expect(networkOf(tables).runs("608")).toEqual([]);
});

test("a run in the order of the inbound line is inbound, whatever its number", () => {
  const [out, back] = ["1", "2"].map((run) =>
    networkOf(tables)
      .runs("10")
      .find((each) => each.run === run),
  );
  expect(out).toMatchObject({ direction: "outbound", destination: "Stop A" });
  expect(back).toMatchObject({ direction: "inbound", destination: "Stop C" });
});

test("without a drawn line the run's number tells the direction", () => {
  const directions = networkOf(tables)
    .runs("9")
    .map(({ run, direction }) => `${run} ${direction}`);
  expect(directions).toEqual(["1 outbound", "2 inbound"]);
});

test("a stop that is not in the list, and one mentioned twice in a row, are left out", () => {
  const run = networkOf(tables)
    .runs("10")
    .find(({ direction }) => direction === "inbound");
  expect(run?.calls.map(({ stopId }) => stopId)).toEqual(["a", "b", "c"]);
});

test("a line nobody knows has no runs", () => {
  expect(networkOf(tables).runs("X")).toEqual([]);
});

test("what TfL asks to be shown names TfL", () => {
  expect(attribution).toContain("Powered by TfL Open Data");
});

describe("London's whole network", () => {
  const network = loadNetwork();
  const runs = network.lines.flatMap((line) => network.runs(line));

  test("has its 675 bus lines and their 1,360 runs", () => {
    expect(network.lines).toHaveLength(675);
    expect(runs).toHaveLength(1360);
  });

  test("is read once", () => {
    expect(loadNetwork()).toBe(network);
    expect(network.runs("24")).toBe(network.runs("24"));
  });

  test("drives every run forwards, from its first stop to its last", () => {
    const wrong = runs.filter(({ calls, path }) => {
      const meters = calls.map((call) => call.meters);
      const forwards = meters.every((each, index) => index === 0 || each > (meters[index - 1] as number));
      return !forwards || meters[0] !== 0 || Math.abs((meters.at(-1) as number) - path.length) > 1e-6;
    });
    expect(wrong.map(({ line, run }) => `${line} ${run}`)).toEqual([]);
  });

  test("keeps every stop within 100 m of the place it is halted for", () => {
    const far = runs.flatMap(({ line, run, calls, path }) =>
      calls
        .filter((call) => {
          const { longitude, latitude } = pointAt(path, call.meters);
          return (
            Math.hypot((longitude - call.longitude) * 69_400, (latitude - call.latitude) * 111_300) > 101
          );
        })
        .map(({ stopId }) => `${line} ${run} ${stopId}`),
    );
    expect(far).toEqual([]);
  });

  test("has numbers everywhere, all of them in or around London", () => {
    const outside = runs.filter(({ path }) => {
      return !path.points.every(([lon, lat]) => lon > -1 && lon < 0.6 && lat > 51.1 && lat < 51.9);
    });
    expect(outside.map(({ line, run }) => `${line} ${run}`)).toEqual([]);
  });

  test.each(["11", "24", "159"])("runs line %s in both directions on its drawn line", (line) => {
    const directions = network.runs(line).map(({ direction }) => direction);
    expect(new Set(directions)).toEqual(new Set(["inbound", "outbound"]));
    for (const { path, calls } of network.runs(line))
      expect(path.points.length).toBeGreaterThan(2 * calls.length);
  });

  test("knows where line 24 goes", () => {
    const [inbound] = network.runs("24").filter(({ direction }) => direction === "inbound");
    expect(inbound?.destination).toBe("Grosvenor Road");
    // Hampstead Heath to Pimlico is about 11 km by road.
    expect(inbound?.path.length).toBeGreaterThan(10_000);
    expect(inbound?.path.length).toBeLessThan(12_000);
  });
});
