import { RowFault } from "@tributary/csv-replay";
import {
  codeOrNull,
  dayOrNight,
  decimalIn,
  decimalOrNull,
  flag,
  wholeIn,
  words,
  wordsOrNull,
} from "../src/accident-texts.ts";

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof RowFault) return `${error.reason}: ${error.message}`;
    throw error;
  }
  throw new Error("not refused");
}

test.each([
  [" Ring Rd E ", "Ring Rd E"],
  ["Señal en la Carretera N° 7 – 雪", "Señal en la Carretera N° 7 – 雪"],
  ["Lane\tclosed\r\nat exit\u00857", "Lane closed at exit 7"],
  ["Caf\uFFFD on Main", "Caf? on Main"],
  ["\u0000\t", null],
  ["", null],
  ["   ", null],
  ["NA", null],
  ["nan", null],
  ["None", null],
  ["Nashville", "Nashville"],
])("the words %j are %j", (given, expected) => {
  expect(wordsOrNull(given)).toBe(expected);
});

test.each([
  ["201.0", "201"],
  ["201", "201"],
  ["4120.0", "4120"],
  ["12-B", "12-B"],
  ["", null],
])("the code %j is %j", (given, expected) => {
  expect(codeOrNull(given)).toBe(expected);
});

test.each([
  ["36.9", 36.9],
  ["-3", -3],
  ["0", 0],
  [".5", 0.5],
  ["1e-05", 0.00001],
  ["9.999999747378752e-05", 0.00009999999747378752],
  ["", null],
  ["NaN", null],
  ["NA", null],
])("the number %j is %j", (given, expected) => {
  expect(decimalOrNull("Distance(mi)", given)).toBe(expected);
});

test.each(["12,5", "0x10", "Infinity", "1e999", "--3", "3 mi", ".", "e5", " 3"])(
  "%j is no number",
  (given) => {
    expect(refusal(() => decimalOrNull("Distance(mi)", given))).toBe(
      `not_a_number: Distance(mi) is "${given}", not a number`,
    );
  },
);

test("what must be there and is not is refused in words", () => {
  expect(refusal(() => decimalIn("Start_Lat", ""))).toBe(
    "missing: Start_Lat is blank, and no accident is without it",
  );
  expect(refusal(() => words("ID", "NaN"))).toBe('missing: ID is "NaN", and no accident is without it');
  expect(refusal(() => words("ID", " "))).toBe("missing: ID is blank, and no accident is without it");
  expect(refusal(() => flag("Bump", ""))).toBe("missing: Bump is blank, and no accident is without it");
  expect(refusal(() => wholeIn("Severity", "2.5"))).toBe(
    'not_a_number: Severity is "2.5", not a whole number',
  );
  expect(wholeIn("Severity", "3.0")).toBe(3);
});

test.each([
  ["True", true],
  ["TRUE", true],
  ["true", true],
  ["1", true],
  ["1.0", true],
  ["False", false],
  ["FALSE", false],
  ["0", false],
  ["0.0", false],
])("the flag %s is %s", (given, expected) => {
  expect(flag("Bump", given)).toBe(expected);
});

test.each(["2", "yes", "Tru", "T"])("%s is no flag", (given) => {
  expect(refusal(() => flag("Bump", given))).toBe(`not_a_flag: Bump is "${given}", not True or False`);
});

test.each([
  ["Day", "day"],
  ["Night", "night"],
  ["NIGHT", "night"],
  ["", null],
  ["Dusk", "Dusk"],
])("by the sun it is %j: %j", (given, expected) => {
  expect(dayOrNight(given)).toBe(expected);
});
