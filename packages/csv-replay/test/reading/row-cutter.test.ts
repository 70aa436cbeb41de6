import fc from "fast-check";
import { rowLimitBytes } from "../../src/reading/cut-block.ts";
import { cut, textsOf } from "./cut.ts";

test("rows end with a line feed, or with carriage return and line feed, and the last may have no end", () => {
  expect(cut("a,b\nc,d\r\ne,f")).toEqual([
    { line: 1, offset: 0, texts: ["a", "b"], raw: "a,b" },
    { line: 2, offset: 4, texts: ["c", "d"], raw: "c,d" },
    { line: 3, offset: 9, texts: ["e", "f"], raw: "e,f" },
  ]);
});

test("empty lines are passed over and counted", () => {
  expect(cut("a\n\n\r\nb\n\n").map(({ line, offset, texts }) => [line, offset, texts])).toEqual([
    [1, 0, ["a"]],
    [4, 5, ["b"]],
  ]);
});

test("empty fields stay, the last one too", () => {
  expect(textsOf(cut(',,\n"",,\n'))).toEqual([
    ["", "", ""],
    ["", "", ""],
  ]);
});

test("a quoted field holds commas, doubled quotation marks and line ends, and its lines are counted", () => {
  expect(
    cut('1,"a, ""b""\r\nc"\n2,x\r\n"d\n\n",y').map(({ line, offset, texts }) => [line, offset, texts]),
  ).toEqual([
    [1, 0, ["1", 'a, "b"\r\nc']],
    [3, 16, ["2", "x"]],
    [4, 21, ["d\n\n", "y"]],
  ]);
});

test("a quotation mark within a field that does not begin with one is an ordinary character", () => {
  expect(textsOf(cut('5" pipe,a "b" c\n'))).toEqual([['5" pipe', 'a "b" c']]);
});

test("a quotation mark that is never closed costs its own line and no other", () => {
  const rows = cut('1,a\n2,"open\n3,c\n4,"d,e"\n5,f');
  expect(textsOf(rows)).toEqual([["1", "a"], "text_after_quote", ["3", "c"], ["4", "d,e"], ["5", "f"]]);
  expect(rows[1]?.raw).toBe('2,"open');
  expect(textsOf(cut('1,a\n2,"open\n3,c\n'))).toEqual([["1", "a"], "unclosed_quote", ["3", "c"]]);
});

test("text behind a closing quotation mark is a fault of its line", () => {
  expect(textsOf(cut('"a"b,c\n"d" ,e\nf,g\n'))).toEqual(["text_after_quote", "text_after_quote", ["f", "g"]]);
});

test("an open quotation mark is given up after 512 KiB, and the rows behind it are read", () => {
  const rest = "x,y\n".repeat(rowLimitBytes / 4 + 1_000);
  const rows = cut(`1,"open\n${rest}`, [65_536]);
  expect(rows.length).toBe(rowLimitBytes / 4 + 1_001);
  expect(rows[0]?.texts).toBe("unclosed_quote");
  expect(rows[1]).toEqual({ line: 2, offset: 8, texts: ["x", "y"], raw: "x,y" });
});

test("of a row that is too long the first 512 KiB are kept, and its line end is found", () => {
  const long = "z".repeat(3 * rowLimitBytes);
  for (const sizes of [[1 << 16], [1 << 22]]) {
    const rows = cut(`a\n${long}\nb\n`, sizes);
    expect(textsOf(rows)).toEqual([["a"], "row_too_long", ["b"]]);
    expect(rows[1]?.raw).toBe(long.slice(0, rowLimitBytes));
    expect(rows[2]).toMatchObject({ line: 3, offset: 2 + long.length + 1 });
  }
});

test("a row of exactly 512 KiB is a row, one byte more is too long, however the bytes come", () => {
  for (const opening of ["z", '"']) {
    const fits = opening === '"' ? `"${"z".repeat(rowLimitBytes - 2)}"` : "z".repeat(rowLimitBytes);
    for (const sizes of [[rowLimitBytes, 1], [rowLimitBytes + 1, 1], [1 << 22]]) {
      expect(cut(`${fits}\nb\n`, sizes).map(({ texts }) => typeof texts)).toEqual(["object", "object"]);
      const [tooLong, next] = cut(`${opening}z${fits.slice(1)}\nb\n`, sizes);
      expect(tooLong?.texts).toBe("row_too_long");
      expect(next).toMatchObject({ line: 2, texts: ["b"] });
    }
  }
});

test("a carriage return alone ends a line in files that have no other line end, and is text in all others", () => {
  expect(textsOf(cut("a,b\rc,d\r\re,f", [1 << 20], "\r"))).toEqual([
    ["a", "b"],
    ["c", "d"],
    ["e", "f"],
  ]);
  expect(textsOf(cut("a,b\rc,d\n"))).toEqual([["a", "b\rc", "d"]]);
});

test("texts are UTF-8, and a row that is not is a fault that keeps its bytes", () => {
  const rows = cut(
    Buffer.concat([Buffer.from("Zürich,東京\n"), Buffer.from("Z\xfcrich,x\nok,y\n", "latin1")]),
  );
  expect(textsOf(rows)).toEqual([["Zürich", "東京"], "not_utf8", ["ok", "y"]]);
  expect(rows[1]?.raw).toBe("Z\xfcrich,x");
  expect(rows[2]).toMatchObject({ line: 3, offset: 24 });
});

/** Texts that hold what a cutter can stumble over, far more often than files do. */
const awkward = fc
  .array(
    fc.constantFrom(",", '"', '""', "\n", "\r\n", "\r", "a", "bc", "é", "東", "\xff", '"x"', '","', '\n"'),
    {
      maxLength: 60,
    },
  )
  .map((parts) => Buffer.concat(parts.map((part) => Buffer.from(part, part === "\xff" ? "latin1" : "utf8"))));

test("what is cut does not depend on how the bytes are dealt", () => {
  fc.assert(
    fc.property(awkward, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (bytes, sizes) => {
      expect(cut(bytes, sizes)).toEqual(cut(bytes));
    }),
    { numRuns: 2_000 },
  );
});

test("cutting may begin again at any row, and goes on as if it had not stopped", () => {
  fc.assert(
    fc.property(awkward, (bytes) => {
      const rows = cut(bytes);
      for (const [i, { offset, line }] of rows.entries()) {
        const again = cut(bytes.subarray(offset)).map((row) => ({
          ...row,
          offset: row.offset + offset,
          line: row.line + line - 1,
        }));
        expect(again).toEqual(rows.slice(i));
      }
    }),
    { numRuns: 1_000 },
  );
});

test("every byte but line ends is in one row: nothing is lost, nothing is there twice", () => {
  fc.assert(
    fc.property(awkward, (bytes) => {
      const rows = cut(bytes);
      let at = 0;
      for (const { offset, raw } of rows) {
        expect(bytes.toString("latin1", at, offset)).toMatch(/^[\r\n]*$/);
        expect(bytes.toString("latin1", offset, offset + raw.length)).toBe(raw);
        at = offset + raw.length;
      }
      expect(bytes.toString("latin1", at)).toMatch(/^[\r\n]*$/);
    }),
    { numRuns: 1_000 },
  );
});

test("what RFC 4180 writes is read back", () => {
  const field = fc.string({ unit: fc.constantFrom(",", '"', "\n", "\r", "a", "ü", "東", " ") });
  fc.assert(
    fc.property(
      fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      (rows, size) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const written = rows.map((row) => row.map(quoted).join(",")).join("\r\n");
        expect(textsOf(cut(written, [size]))).toEqual(rows);
      },
    ),
  );
});
