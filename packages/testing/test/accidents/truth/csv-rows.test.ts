import { fieldsOf, rowPlaces } from "./csv-rows.ts";

const rows = (text: string) => {
  const file = Buffer.from(text);
  return [...rowPlaces(file)].map(({ line, from, to }) => [line, fieldsOf(file.toString("utf8", from, to))]);
};

test("rows know their lines, quotes hold commas, quotes and newlines", () => {
  expect(rows('a,b\r\n1,"x, ""y"""\n2,"over\ntwo"\n3,\n,ü')).toEqual([
    [1, ["a", "b"]],
    [2, ["1", 'x, "y"']],
    [3, ["2", "over\ntwo"]],
    [5, ["3", ""]],
    [6, ["", "ü"]],
  ]);
  expect(() => fieldsOf('a,"b')).toThrow('a quote is not closed: a,"b');
});
