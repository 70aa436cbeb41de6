import { createHash } from "node:crypto";
import { inspect } from "@tributary/csv-replay";
import fc from "fast-check";
import { accidentsDataset } from "../../src/accidents-dataset.ts";
import { accidentGenerator } from "../../src/generator/accident-generator.ts";
import { rowOf, rowsOf, type TextRow, textOf } from "./generated-rows.ts";

const size = 20_000;
const generator = accidentGenerator({ rows: size, seed: 1 });
const rows = rowsOf(generator);
const lines = textOf(generator).trimEnd().split("\n");
const share = (holds: (row: TextRow) => boolean) => rows.filter(holds).length / size;
const at = (row: TextRow) => Date.parse(`${row.Start_Time?.slice(0, 19).replace(" ", "T")}Z`);
const number = (row: TextRow, name: string) => (row[name] === "" ? Number.NaN : Number(row[name]));

test("there are as many rows as asked for, their ids unique, ascending and with gaps", () => {
  expect(rows).toHaveLength(size);
  const ids = rows.map(({ ID = "" }) => Number(/^G\d+\.\d+-(\d+)$/.exec(ID)?.[1]));
  expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] as number))).toBe(true);
  // Of 156 rows one id is left out: as …-7,777,761 would be the last of 7,728,394.
  expect((ids.at(-1) as number) - size).toBe(
    Math.floor((size - 1) / 156) + 1 - ((ids[0] as number) === 1 ? 0 : 1),
  );
});

test("the same rows and seed make the same bytes, another seed others", () => {
  const of = (seed: number) => accidentGenerator({ rows: 1_500, seed });
  const text = textOf(of(1));
  expect(textOf(of(1)) === text).toBe(true);
  expect(textOf(of(2)) === text).toBe(false);
  const prints = [
    of(1),
    of(2),
    accidentGenerator({ rows: 1_501, seed: 1 }),
    accidentGenerator({ rows: 1_500, seed: 1, layout: "47" }),
  ];
  expect(new Set(prints.map(({ fingerprint }) => fingerprint)).size).toBe(4);
  expect(of(1).fingerprint).toMatch(/^[0-9a-f]{16}$/);
});

test("what a seed makes stays the same; who changes it raises the generator's version, and this digest", () => {
  const text = textOf(accidentGenerator({ rows: 2_000, seed: 1 }));
  expect(createHash("sha256").update(text).digest("hex").slice(0, 16)).toBe("b9372047f298891d");
});

test("it goes on from any row as if it had made those before", () => {
  fc.assert(
    fc.property(fc.nat(size), (row) => {
      const [block] = generator.blocks(row);
      const made = block === undefined ? [] : block.toString("utf8").trimEnd().split("\n");
      expect(made).toEqual(lines.slice(row, row + made.length));
      expect(made.length > 0).toBe(row < size);
    }),
    { numRuns: 40 },
  );
  expect(textOf(generator, size - 900)).toBe(`${lines.slice(-900).join("\n")}\n`);
});

test.each(["46", "47", "49"] as const)(
  "%s columns are read without a fault, and few values are outliers",
  async (layout) => {
    const made = accidentGenerator({ rows: 3_000, seed: 5, layout });
    expect(made.header.split(",")).toHaveLength(Number(layout));
    const report = await inspect(made, accidentsDataset);
    expect(report).toMatchObject({ rows: 3_000, good: 3_000, bad: 0 });
    expect(report.layout).toContain(`${layout} columns`);
    expect(report.outliers).toBeLessThan(15);
  },
);

test("the accidents are the same in each layout", () => {
  const [wide, narrow] = (["46", "49"] as const).map((layout) =>
    rowsOf(accidentGenerator({ rows: 800, seed: 2, layout })),
  );
  const times = (of: readonly TextRow[] = []) =>
    of.map(({ ID, Start_Time, State }) => `${ID} ${Start_Time} ${State}`);
  expect(times(narrow)).toEqual(times(wide));
});

test("Ohio's first 728 rows end, California's begin: a gap of about 94 days", () => {
  const full = accidentGenerator({ rows: 7_728_394, seed: 3 });
  const names = full.header.split(",");
  const first: TextRow[] = [];
  for (const block of full.blocks(0)) {
    first.push(
      ...block
        .toString("utf8")
        .trimEnd()
        .split("\n")
        .map((line) => rowOf(names, line)),
    );
    if (first.length > 800) break;
  }
  expect(new Set(first.slice(0, 728).map(({ State }) => State))).toEqual(new Set(["OH"]));
  expect(new Set(first.slice(728, 800).map(({ State }) => State))).toEqual(new Set(["CA"]));
  const days = (at(first[728] as TextRow) - at(first[727] as TextRow)) / 86_400_000;
  expect(days).toBeGreaterThan(93);
  expect(days).toBeLessThan(96);
});

test("months stand as in the file: Source2 forward to June 2017, then back from December 2022; Source1 back from March 2023", () => {
  const months = rows.map(
    ({ Source, Start_Time = "" }) => `${Source === "Source1" ? 1 : 2} ${Start_Time.slice(0, 7)}`,
  );
  const order = months.filter((month, index) => month !== months[index - 1]);
  const jump = order.indexOf("2 2022-12");
  const second = order.findIndex((month) => month.startsWith("1"));
  expect(order.slice(0, jump)).toEqual([...order.slice(0, jump)].sort());
  expect(order[jump - 1]).toBe("2 2017-06");
  expect(order.slice(jump, second)).toEqual([...order.slice(jump, second)].sort().reverse());
  expect(order[second]).toBe("1 2023-03");
  expect(order.slice(second)).toEqual([...order.slice(second)].sort().reverse());
});

test("fractions of a second are of Source1 alone, from November 2020 on, in the published shares", () => {
  const ending = (row: TextRow, zeros: string) =>
    row.Start_Time?.slice(19) === zeros && row.End_Time?.slice(19) === zeros;
  expect(rows.filter((row) => ending(row, ".000000000"))).toHaveLength(1_720); // 8.6 %
  expect(rows.filter((row) => ending(row, ".000000"))).toHaveLength(140); // 0.7 %
  expect(rows.filter((row) => ending(row, ""))).toHaveLength(size - 1_860);
  const early = rows.filter(
    ({ Start_Time = "", Source }) =>
      Start_Time.length > 19 && (Source !== "Source1" || Start_Time < "2020-11"),
  );
  expect(early).toEqual([]);
});

test("severity goes with source and year", () => {
  const severe = (source: string, year: string) => {
    const of = rows.filter(({ Source, Start_Time }) => Source === source && Start_Time?.startsWith(year));
    return of.filter(({ Severity }) => Severity === "3" || Severity === "4").length / of.length;
  };
  expect(Math.abs(severe("Source2", "2018") - 0.36)).toBeLessThan(0.03);
  expect(Math.abs(severe("Source1", "2018") - 0.334)).toBeLessThan(0.05);
  expect(Math.abs(severe("Source1", "2022") - 0.027)).toBeLessThan(0.01);
  const ones = rows.filter(({ Severity }) => Severity === "1");
  expect(
    ones.filter(({ Start_Time }) => Start_Time?.startsWith("2020")).length / ones.length,
  ).toBeGreaterThan(0.9);
});

test("each source has its share of the rows", () => {
  const of = (source: string) => rows.filter(({ Source }) => Source === source).length;
  // 4,325,632, 3,305,373 and 97,389 of 7,728,394.
  expect([of("Source1"), of("Source2"), of("Source3")]).toEqual([11_194, 8_554, 252]);
});

test("values are missing as often as in the file", () => {
  const missing = (name: string) => share((row) => row[name] === "");
  expect(rows.filter((row) => (row.End_Lat === "") === (row.Source === "Source1"))).toEqual([]);
  expect(rows.filter((row) => (row.End_Lat === "") !== (row.End_Lng === ""))).toEqual([]);
  for (const [name, published, near] of [
    ["Precipitation(in)", 0.2851, 0.015],
    ["Wind_Chill(F)", 0.2583, 0.015],
    ["Wind_Speed(mph)", 0.071, 0.01],
    ["Weather_Condition", 0.021, 0.004],
    ["Humidity(%)", 0.022, 0.004],
    ["Temperature(F)", 0.0205, 0.004],
    ["Street", 0.0017, 0.001],
    ["Sunrise_Sunset", 0.0028, 0.0015],
    ["Timezone", 0.0012, 0.001],
  ] as const) {
    expect([name, Math.abs(missing(name) - published) < near, missing(name)]).toEqual([
      name,
      true,
      missing(name),
    ]);
  }
});

test("what is nearby, and distances of 0, are as often as in the file", () => {
  const flagged = (name: string) => share((row) => row[name] === "True");
  expect(Math.abs(flagged("Traffic_Signal") - 0.148)).toBeLessThan(0.01);
  expect(Math.abs(flagged("Crossing") - 0.1131)).toBeLessThan(0.01);
  expect(Math.abs(flagged("Junction") - 0.0739)).toBeLessThan(0.01);
  expect(flagged("Turning_Loop")).toBe(0);
  expect(Math.abs(share((row) => number(row, "Distance(mi)") === 0) - 0.4273)).toBeLessThan(0.01);
});

test("words drift, streets of Source1 begin with a blank, postal codes have two shapes", () => {
  const words = (name: string, from: string, to: string) =>
    new Set(
      rows.filter(({ Start_Time = "" }) => Start_Time >= from && Start_Time < to).map((row) => row[name]),
    );
  for (const old of ["Calm", "North", "Variable"])
    expect(words("Wind_Direction", "2016", "2018").has(old)).toBe(true);
  for (const now of ["CALM", "N", "VAR"]) expect(words("Wind_Direction", "2022", "2023").has(now)).toBe(true);
  expect(words("Weather_Condition", "2016", "2017").has("Clear")).toBe(true);
  const streets = rows.filter(({ Street }) => Street !== "");
  expect(
    streets.filter(({ Street = "", Source }) => Street.startsWith(" ") !== (Source === "Source1")),
  ).toEqual([]);
  expect(rows.filter(({ Zipcode = "" }) => !/^(\d{5}(-\d{4})?)?$/.test(Zipcode))).toEqual([]);
  expect(share(({ Zipcode = "" }) => Zipcode.includes("-"))).toBeGreaterThan(0.2);
  const described = rows.map(({ Description }) => Description).join("");
  expect(described).toMatch(/,.*""|"".*,/s);
  expect(described).toMatch(/[^\p{ASCII}]/u);
});

test("an accident lies in the contiguous states, and ends after it began, one in a thousand more than a day later", () => {
  for (const row of rows) {
    expect(number(row, "Start_Lat")).toBeGreaterThan(24.5);
    expect(number(row, "Start_Lat")).toBeLessThan(49.4);
    expect(number(row, "Start_Lng")).toBeGreaterThan(-124.9);
    expect(number(row, "Start_Lng")).toBeLessThan(-66.9);
  }
  const lasting = rows.map((row) => Date.parse(`${row.End_Time?.slice(0, 19)}Z`.replace(" ", "T")) - at(row));
  expect(Math.min(...lasting)).toBeGreaterThan(0);
  expect(lasting.filter((ms) => ms > 86_400_000).length / size).toBeLessThan(0.002);
});

test("blocks are of a size that suits a reader, and hold whole rows", () => {
  const full = accidentGenerator({ rows: 7_728_394, seed: 1 });
  let blocks = 0;
  for (const block of full.blocks(7_720_000)) {
    expect(block.length).toBeLessThan(256 * 1024);
    expect(block.at(-1)).toBe(10);
    if (++blocks === 10) break;
  }
});
