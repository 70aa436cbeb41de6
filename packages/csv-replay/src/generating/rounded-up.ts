/**
 * Rounds the cells of a table down, and some of them up by one, so that rows and columns have their sums: the largest
 * fractions first, then by augmenting paths, as in matching. Cells of 0 stay 0.
 */
export function roundedUp(
  cells: Float64Array,
  rowSums: ArrayLike<number>,
  columnSums: ArrayLike<number>,
): Int32Array {
  const columns = columnSums.length;
  const table = Int32Array.from(cells, Math.floor);
  const rowsLack = Int32Array.from(rowSums);
  const columnsLack = Int32Array.from(columnSums);
  table.forEach((count, at) => {
    const row = Math.floor(at / columns);
    rowsLack[row] = (rowsLack[row] as number) - count;
    columnsLack[at % columns] = (columnsLack[at % columns] as number) - count;
  });
  const ups: Ups = { cells, isUp: new Uint8Array(cells.length), columns, columnsLack };
  const byFraction = [...cells.keys()].filter((at) => (cells[at] as number) > 0);
  const fraction = (at: number) => (cells[at] as number) - (table[at] as number);
  for (const at of byFraction.sort((one, other) => fraction(other) - fraction(one))) {
    const row = Math.floor(at / columns);
    if (rowsLack[row] === 0 || columnsLack[at % columns] === 0) continue;
    ups.isUp[at] = 1;
    rowsLack[row] = (rowsLack[row] as number) - 1;
    columnsLack[at % columns] = (columnsLack[at % columns] as number) - 1;
  }
  rowsLack.forEach((lack, row) => {
    for (let one = 0; one < lack; one += 1) {
      if (!makeRoom(ups, row, new Set())) throw new Error("no table of whole numbers has these sums");
    }
  });
  if (columnsLack.some((lack) => lack !== 0)) throw new Error("rows and columns of a table differ in sum");
  return table.map((count, at) => count + (ups.isUp[at] as number));
}

interface Ups {
  readonly cells: Float64Array;
  /** 1 where a cell is rounded up. */
  readonly isUp: Uint8Array;
  readonly columns: number;
  readonly columnsLack: Int32Array;
}

/** Rounds one more cell of a row up, and moves others along a chain of rows until a column takes it. */
function makeRoom(ups: Ups, row: number, seen: Set<number>): boolean {
  const { cells, isUp, columns, columnsLack } = ups;
  for (let column = 0; column < columns; column += 1) {
    const at = row * columns + column;
    if (isUp[at] === 1 || cells[at] === 0 || seen.has(column)) continue;
    seen.add(column);
    const lack = columnsLack[column] as number;
    if (lack > 0) columnsLack[column] = lack - 1;
    else if (!passOn(ups, column, seen)) continue;
    isUp[at] = 1;
    return true;
  }
  return false;
}

/** Takes one cell of a full column back, if its row finds another. */
function passOn(ups: Ups, column: number, seen: Set<number>): boolean {
  for (let at = column; at < ups.isUp.length; at += ups.columns) {
    if (ups.isUp[at] !== 1) continue;
    ups.isUp[at] = 0;
    if (makeRoom(ups, (at - column) / ups.columns, seen)) return true;
    ups.isUp[at] = 1;
  }
  return false;
}
