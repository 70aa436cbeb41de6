import fc from "fast-check";
import { varintBytes, writeVarint } from "../../src/record-batch/varint.ts";

/** Zig-zag in BigInts, seven bits a byte from the lowest on, the eighth where more follow. */
function expected(value: number): number[] {
  let rest = value >= 0 ? BigInt(value) * 2n : BigInt(-value) * 2n - 1n;
  const bytes: number[] = [];
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) + 128);
  return [...bytes, Number(rest)];
}

const edges = [6, 7, 13, 14, 20, 21, 27, 28, 30, 31]
  .flatMap((bits) => [2 ** bits - 1, 2 ** bits, -(2 ** bits), -(2 ** bits) - 1])
  .filter((value) => value >= -(2 ** 31) && value < 2 ** 31);

function written(value: number): number[] {
  const target = Buffer.alloc(8);
  const end = writeVarint(target, 2, value);
  return [...target.subarray(2, end)];
}

test.each([0, -1, 1, ...edges])(
  "%d is written as its zig-zag bytes, whose number is known before",
  (value) => {
    expect(written(value)).toEqual(expected(value));
    expect(varintBytes(value)).toBe(expected(value).length);
  },
);

test("so is any other number", () => {
  fc.assert(
    fc.property(fc.integer(), (value) => {
      expect(written(value)).toEqual(expected(value));
      expect(varintBytes(value)).toBe(expected(value).length);
    }),
  );
});
