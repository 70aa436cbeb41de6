import { table } from "../../src/command/table.ts";

const rows = [
  { name: "a", count: 7 },
  { name: "längst", count: 1_234 },
];
const columns = [
  { title: "NAME", of: ({ name }: (typeof rows)[number]) => name },
  { title: "COUNT", of: ({ count }: (typeof rows)[number]) => String(count), align: "right" as const },
];

test("columns are aligned under their titles, numbers to the right", () => {
  expect(table(rows, columns).split("\n")).toEqual(["NAME    COUNT", "a           7", "längst   1234"]);
});

test("no line is longer than asked", () => {
  expect(table(rows, columns, 9).split("\n")).toEqual(["NAME    …", "a       …", "längst  …"]);
});

test("poison cannot move the cursor, break the line or turn its direction", () => {
  const [row] = rows;
  const text = table([{ ...row, name: "\u001b[2J\r\nx\u202e\u009b" }] as typeof rows, columns);

  expect(text.split("\n")[1]).toBe("\\u001b[2J\\u000d\\u000ax\\u202e\\u009b      7");
});
