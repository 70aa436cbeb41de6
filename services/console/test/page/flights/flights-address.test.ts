import { views } from "../../../page/flights/counts/picture.ts";
import { apiQuery, readFlightsAddress } from "../../../page/flights/flights-address.ts";
import { unlessFirst } from "../../../page/shell/unless-first.ts";

const read = (query: string) => readFlightsAddress(new URLSearchParams(query));

test("three airlines, all days, flights as lines are what one gets without asking", () => {
  expect(read("")).toEqual({
    airlines: ["WN", "DL", "AA"],
    replay: undefined,
    measure: "flights",
    of: "scheduled",
    view: "lines",
    range: undefined,
    airline: undefined,
    isTable: false,
  });
});

test("what is chosen is read", () => {
  const query =
    "airlines=ha,HA,9E&replay=20261122T120304Z.5f2a9c1e.1.0&measure=on-time&of=completed&view=share";
  expect(read(`${query}&from=2015-02-01&to=2015-02-28&airline=HA&table=1`)).toEqual({
    airlines: ["HA", "9E"],
    replay: "20261122T120304Z.5f2a9c1e.1.0",
    measure: "on-time",
    of: "completed",
    view: "share",
    range: [16_467, 16_494],
    airline: "HA",
    isTable: true,
  });
});

test.each([
  "airlines=,,toolong,<b>",
  `replay=${"x".repeat(65)}`,
  "measure=none&view=pie&of=all",
  "from=2015-02-29&to=2015-03-01",
  "from=2015-03-02&to=2015-03-01",
  "from=2015-03-02",
  "airline=x&table=yes",
])("what is not well-formed is left out: %s", (query) => {
  expect(read(query)).toEqual(read(""));
});

test("the API is asked for the same, in an address people can read", () => {
  expect(apiQuery({ replay: "a b", airlines: ["WN", "DL"], from: "2015-01-01", to: "2015-01-02" })).toBe(
    "replay=a+b&airlines=WN,DL&from=2015-01-01&to=2015-01-02",
  );
  expect([unlessFirst(views, "lines"), unlessFirst(views, "share")]).toEqual([null, "share"]);
});
