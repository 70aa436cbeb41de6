/** A cell of a honeycomb, pointed at the top. */
export interface Hex {
  /** One of a kind in its honeycomb. */
  readonly key: number;
  /** Its middle, in the units of the points. */
  readonly x: number;
  readonly y: number;
}

const ROW = 65_536;

/**
 * The cell that a point lies in: of the two rows nearest to it the one whose middle is nearer (as d3-hexbin does,
 * whose lists of points in each cell are not needed here).
 * @param radius from a cell's middle to its points, in the units of the points
 */
export function hexAt(x: number, y: number, radius: number): Hex {
  const across = Math.sqrt(3) * radius;
  const down = 1.5 * radius;
  const rowAt = y / down;
  let row = Math.round(rowAt);
  const columnAt = x / across - (row & 1) / 2;
  let column = Math.round(columnAt);
  const offRow = rowAt - row;
  if (Math.abs(offRow) * 3 > 1) {
    const offColumn = columnAt - column;
    const otherColumn = column + (columnAt < column ? -1 : 1) / 2;
    const otherRow = row + (rowAt < row ? -1 : 1);
    // Rows lie closer than columns: distances are taken in the points' own units.
    const own = (offColumn * across) ** 2 + (offRow * down) ** 2;
    const other = ((columnAt - otherColumn) * across) ** 2 + ((rowAt - otherRow) * down) ** 2;
    if (other < own) {
      column = otherColumn + (row & 1 ? 1 : -1) / 2;
      row = otherRow;
    }
  }
  return { key: column * ROW + row, x: (column + (row & 1) / 2) * across, y: row * down };
}
