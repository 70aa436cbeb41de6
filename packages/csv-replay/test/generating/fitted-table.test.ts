import fc from "fast-check";
import { fittedTable } from "../../src/generating/fitted-table.ts";

const sumOf = (counts: ArrayLike<number>) => Array.from(counts).reduce((total, count) => total + count, 0);

function sumsOf(table: ArrayLike<number>, columns: number) {
  const cells = Array.from(table);
  const rows = cells.length / columns;
  return {
    rows: Array.from({ length: rows }, (_, row) => sumOf(cells.slice(row * columns, (row + 1) * columns))),
    columns: Array.from({ length: columns }, (_, column) =>
      sumOf(cells.filter((_, at) => at % columns === column)),
    ),
  };
}

test("rows and columns get their sums, the cells as near to the weights as these allow", () => {
  expect([...fittedTable([1, 1, 1, 1], [6, 2], [4, 4])]).toEqual([3, 3, 1, 1]);
  expect([...fittedTable([1, 0, 1, 1], [3, 5], [4, 4])]).toEqual([3, 0, 1, 4]);
});

test("whatever the sums of a table were, and wherever it had nothing, they are met by whole numbers", () => {
  const size = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));
  const tables = size.chain(([rows, columns]) =>
    fc.tuple(
      fc.constant(columns),
      fc.array(fc.nat(40), { minLength: rows * columns, maxLength: rows * columns }),
    ),
  );
  fc.assert(
    fc.property(
      tables,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 81, maxLength: 81 }),
      (table, noise) => {
        const [columns, cells] = table;
        const sums = sumsOf(cells, columns);
        const weights = cells.map((count, at) => (count === 0 ? 0 : (noise[at] ?? 1)));
        const fitted = fittedTable(weights, sums.rows, sums.columns);
        expect(sumsOf(fitted, columns)).toEqual(sums);
        fitted.forEach((count, at) => {
          expect(count).toBeGreaterThanOrEqual(0);
          if (weights[at] === 0) expect(count).toBe(0);
        });
      },
    ),
  );
});

test("a table that cannot be is refused", () => {
  expect(() => fittedTable([1, 1, 1, 1], [3, 3], [2, 3])).toThrow("no table of whole numbers has these sums");
  expect(() => fittedTable([1, 1, 1, 1], [2, 3], [3, 3])).toThrow(
    "rows and columns of a table differ in sum",
  );
  expect(() => fittedTable([0, 1, 1, 1], [3, 1], [3, 1])).toThrow("no table of whole numbers has these sums");
});
