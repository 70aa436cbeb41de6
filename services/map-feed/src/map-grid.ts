import type { Box } from "@tributary/runtime";

/** One cell is about 2.8 km by 2.8 km in London: a street map on a phone touches 4 to 9 of them. */
const cellLongitude = 0.04;
const cellLatitude = 0.025;

/** More cells than this cost more to follow than the whole fleet does: about half of London. */
export const mostCells = 256;

/** Channel of the cell a place lies in. */
export function cellAt(longitude: number, latitude: number): string {
  return cellName(column(longitude), row(latitude));
}

/** Channels of the cells a box touches, or undefined when they are too many to name. */
export function cellsOf(box: Box): readonly string[] | undefined {
  const columns = column(box.east) - column(box.west) + 1;
  const rows = row(box.north) - row(box.south) + 1;
  if (columns * rows > mostCells) return undefined;
  const cells: string[] = [];
  for (let y = 0; y < rows; y += 1) {
    for (let x = 0; x < columns; x += 1) cells.push(cellName(column(box.west) + x, row(box.south) + y));
  }
  return cells;
}

const column = (longitude: number) => Math.floor(longitude / cellLongitude);
const row = (latitude: number) => Math.floor(latitude / cellLatitude);
const cellName = (x: number, y: number) => `cell:${x}.${y}`;
