import { createHash } from "node:crypto";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { openCsv } from "../../src/reading/open-csv.ts";
import { InputError } from "../../src/row-source.ts";
import { notes } from "./notes.ts";
import { idsOf, readAll } from "./read-all.ts";
import { scratch } from "./scratch.ts";

const { folder, file } = scratch();
const rows = "id,at,text\na,1000,x\nb,2000,y\n";

async function refusal(path: string): Promise<string> {
  const error = await openCsv(path, notes).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(InputError);
  return error instanceof InputError ? error.message : "";
}

test("rows are read by the names of the columns, in whatever order these stand", async () => {
  for (const content of [rows, "text,id,at\nx,a,1000\ny,b,2000\n"]) {
    const source = await openCsv(file("rows.csv", content), notes);
    expect(source.layout).toBe("with text");
    expect(await readAll(source)).toEqual([
      {
        value: { replay: "r1", lineNumber: 2, id: "a", at: 1000, text: "x" },
        eventTime: 1000,
        lineNumber: 2,
        isLate: false,
      },
      {
        value: { replay: "r1", lineNumber: 3, id: "b", at: 2000, text: "y" },
        eventTime: 2000,
        lineNumber: 3,
        isLate: false,
      },
    ]);
  }
});

test("a byte order mark, other line ends, quotes and blanks in the header make no difference", async () => {
  const source = await openCsv(
    file("bom.csv", '\ufeff"id", at ,"text"\r\na,1000,x\r\nb,2000,"y\r\n"\r\n'),
    notes,
  );
  expect(idsOf(await readAll(source))).toEqual(["a", "b"]);
  const mac = await openCsv(file("mac.csv", "id,at\ra,1000\rb,2000"), notes);
  expect(mac.layout).toBe("without text");
  expect(idsOf(await readAll(mac))).toEqual(["a", "b"]);
});

test("a file packed with gzip is known by its content, whatever its name, and so is one that only is called so", async () => {
  expect(idsOf(await readAll(await openCsv(file("packed.csv", gzipSync(rows)), notes)))).toEqual(["a", "b"]);
  expect(idsOf(await readAll(await openCsv(file("plain.csv.gz", rows), notes)))).toEqual(["a", "b"]);
  const two = Buffer.concat([gzipSync("id,at,text\na,1000,x\n"), gzipSync("b,2000,y\n")]);
  expect(idsOf(await readAll(await openCsv(file("two.csv", two), notes)))).toEqual(["a", "b"]);
});

test("the fingerprint is of the bytes on the disk", async () => {
  for (const content of [Buffer.from(rows), gzipSync(rows)]) {
    const { fingerprint, name } = await openCsv(file("print.csv", content), notes);
    expect(fingerprint).toBe(createHash("sha256").update(content).digest("hex").slice(0, 16));
    expect(name).toBe("print.csv");
  }
});

test("what is no file of rows is refused in words that say what to do", async () => {
  const missing = join(folder, "missing.csv");
  expect(await refusal(missing)).toBe(`There is no file ${missing}. Check the name and the folder it is in.`);
  mkdirSync(join(folder, "inner"));
  expect(await refusal(join(folder, "inner"))).toBe(
    `${join(folder, "inner")} is a folder. Name the CSV file in it.`,
  );
  expect(await refusal(file("empty.csv", ""))).toMatch(/empty\.csv is empty: .* Name another file\.$/);
  expect(await refusal(file("empty.csv.gz", gzipSync("")))).toMatch(/is empty/);
  expect(await refusal(file("header.csv", "id,at,text\n\n"))).toMatch(/holds a header and no row/);
  expect(await refusal(file("bare.csv", "id,at,text"))).toMatch(/holds a header and no row/);
  expect(await refusal("/dev/null")).toMatch(/is not an ordinary file/);
});

test("what is not CSV is told by its first bytes", async () => {
  expect(await refusal(file("sheet.csv", "PK\x03\x04…"))).toMatch(/spreadsheet \(\.xlsx\), not CSV/);
  expect(await refusal(file("wide.csv", Buffer.from(`\ufeff${rows}`, "utf16le")))).toMatch(/UTF-16/);
  expect(await refusal(file("binary.csv", Buffer.from([1, 2, 0, 3])))).toMatch(/holds binary data/);
  expect(await refusal(file("inner.gz", gzipSync(Buffer.from([1, 2, 0, 3]))))).toMatch(/holds binary data/);
});

test("a file that may not be read is refused, naming the permission", async () => {
  const path = file("closed.csv", rows);
  chmodSync(path, 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    expect(await refusal(path)).toMatch(/closed\.csv may not be read by this user\. Give the permission/);
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
});

test("an unknown header names the nearest layout, what is missing and what is new", async () => {
  expect(await refusal(file("new.csv", "id,at,txt,where\na,1,x,y\n"))).toMatch(
    /Nearest is "without text"; new: txt, where\. Give/,
  );
  expect(await refusal(file("less.csv", "id,text\na,x\n"))).toMatch(
    /Nearest is "with text"; missing: at\. Give/,
  );
  expect(await refusal(file("twice.csv", "id,at,at\na,1,2\n"))).toMatch(/more than one column at/);
  expect(await refusal(file("semicolon.csv", "id;at;text\na;1;x\n"))).toMatch(/separates its columns by ";"/);
  expect(await refusal(file("headless.csv", "a,1000,x\nb,2000,y\n"))).toMatch(
    /its first line, "a,1000,x", names none of their columns/,
  );
});

test("damaged gzip data are refused where they are, and what is before them is read", async () => {
  const lines = Array.from({ length: 60_000 }, (_, i) => `n${i},${i},${Math.sqrt(i)}\n`).join("");
  const packed = gzipSync(`id,at,text\n${lines}`);
  const source = await openCsv(file("cut.gz", packed.subarray(0, packed.length - 1_000)), notes);
  const cursor = source.open(undefined, "r1");
  const never = new AbortController().signal;
  expect((await cursor.next(never))?.[0]?.lineNumber).toBe(2);
  const rest = async () => {
    while ((await cursor.next(never)) !== undefined);
  };
  await expect(rest()).rejects.toThrow(/cut\.gz is damaged: its gzip data end too early/);
  await cursor.close();
});

test("a bad row tells column, reason, place and bytes, and its neighbours are read", async () => {
  const content = "id,at,text\na,1,x\nb,soon,y\nc,3\nd,4,z,,,\ne,5,z,more\nf,6,z\rg,7,z\nh,8";
  const all = await readAll(await openCsv(file("bad.csv", content), notes));
  expect(idsOf(all)).toEqual([
    "a",
    "not_a_number",
    "too_few_fields",
    "empty_extra_fields",
    "too_many_fields",
    "too_many_fields",
    "too_few_fields",
  ]);
  const told = all.flatMap((row) =>
    row.fault === undefined
      ? []
      : [[row.lineNumber, row.byteOffset, row.fault.column, row.fault.message, row.raw.toString()]],
  );
  expect(told).toEqual([
    [3, 17, "at", '"soon" is not a number', "b,soon,y"],
    [4, 26, "text", "2 fields, the header has 3: the row is cut short", "c,3"],
    [
      5,
      30,
      "",
      "6 fields, the header has 3: the last 3 are empty, commas such as a spreadsheet leaves behind",
      "d,4,z,,,",
    ],
    [6, 39, "", "4 fields, the header has 3", "e,5,z,more"],
    [
      7,
      50,
      "",
      "5 fields, the header has 3: a carriage return without a line feed stands in it, so two rows may have been joined",
      "f,6,z\rg,7,z",
    ],
    [8, 62, "text", "2 fields, the header has 3: the row is cut short", "h,8"],
  ]);
});
