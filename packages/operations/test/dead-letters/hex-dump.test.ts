import { hexDump } from "../../src/dead-letters/hex-dump.ts";

test("a dump reads as hexdump -C writes it", () => {
  const bytes = Buffer.from([
    0, 0, 0, 0, 1, 0x10, 0x68, 0x73, 0x6c, 0x3a, 0x31, 0x32, 0x33, 0x34, 0x7f, 0xff, 0x20,
  ]);

  expect(hexDump(bytes, 4_096)).toBe(
    [
      "00000000  00 00 00 00 01 10 68 73  6c 3a 31 32 33 34 7f ff  |......hsl:1234..|",
      "00000010  20                                                | |",
    ].join("\n"),
  );
});

test("no more bytes are shown than asked for", () => {
  expect(hexDump(Buffer.alloc(100), 32).split("\n")).toHaveLength(2);
  expect(hexDump(Buffer.alloc(0), 32)).toBe("");
});
