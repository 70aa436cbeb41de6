import { passedOnlyAgain, triedAgain, withSecondTry } from "../src/second-try.ts";

const kafka = (name: string) => `/tree/packages/kafka/test/${name}.integration.test.ts`;
const console = (name: string) => `/tree/services/console/e2e/${name}.test.ts`;
const passed = (file: string) => ({ file, passed: 2, failed: 0, skipped: 0, failures: [] });
const failed = (file: string, message = "too slow") => ({
  file,
  passed: 1,
  failed: 1,
  skipped: 0,
  failures: [{ file, test: "it comes", message }],
});

test("files in which a test failed are tried again, those of a package together", () => {
  const results = [failed(kafka("a")), passed(kafka("b")), failed(kafka("c")), failed(console("d"))];
  expect([...triedAgain("/tree/", results)]).toEqual([
    ["/tree/packages/kafka", [kafka("a"), kafka("c")]],
    ["/tree/services/console", [console("d")]],
  ]);
});

test("four files are no accident: none is tried again", () => {
  expect([
    ...triedAgain(
      "/tree",
      ["a", "b", "c", "d"].map((name) => failed(kafka(name))),
    ),
  ]).toEqual([]);
});

test("when a package left no results, nothing is tried again", () => {
  expect([...triedAgain("/tree", [failed(kafka("a")), failed("/tree/services/console")])]).toEqual([]);
});

test("what a file came to the second time counts, and what was not run again stays", () => {
  const first = [failed(kafka("a")), passed(kafka("b")), failed(kafka("c"))];
  const second = [passed(kafka("a")), failed(kafka("c"), "again")];
  expect(withSecondTry(first, second)).toEqual([
    passed(kafka("a")),
    passed(kafka("b")),
    failed(kafka("c"), "again"),
  ]);
  expect(withSecondTry(first, [])).toEqual(first);
});

test("what passed only the second time is named, with why it failed at first", () => {
  const first = [failed(kafka("a"), "half a second late"), passed(kafka("b")), failed(kafka("c"))];
  const merged = withSecondTry(first, [passed(kafka("a")), failed(kafka("c"))]);
  expect(passedOnlyAgain(first, merged)).toEqual([
    { file: kafka("a"), test: "it comes", message: "half a second late" },
  ]);
});
