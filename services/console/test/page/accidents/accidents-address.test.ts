import { readAccidentsAddress, severityNote } from "../../../page/accidents/accidents-address.ts";

const read = (text: string) => readAccidentsAddress(new URLSearchParams(text));

test("an empty address is the last day of all states and severities, on the map", () => {
  expect(read("")).toEqual({
    window: "24h",
    severities: [1, 2, 3, 4],
    state: undefined,
    accident: undefined,
    replay: undefined,
    stateOrder: "accidents",
    tableOrder: "newest",
    isTable: false,
    isHoursTable: false,
  });
});

test("reads what was chosen", () => {
  const query =
    "window=7d&severity=4,3&state=ca&accident=A-728%2B60s&replay=r.1&states=severe&order=place&table=1&hours=table";
  expect(read(query)).toEqual({
    window: "7d",
    severities: [3, 4],
    state: "CA",
    accident: "A-728+60s",
    replay: "r.1",
    stateOrder: "severe",
    tableOrder: "place",
    isTable: true,
    isHoursTable: true,
  });
});

test.each([
  "window=8d",
  "severity=5,x",
  "state=AK",
  "state=toString",
  `accident=${"x".repeat(65)}`,
  "order=x",
])("leaves out %s", (text) => expect(read(text)).toEqual(read("")));

test("all severities, and none, are no choice to note", () => {
  expect(severityNote([1, 2, 3, 4])).toBeNull();
  expect(severityNote([])).toBeNull();
  expect(severityNote([4, 3])).toBe("3,4");
});
