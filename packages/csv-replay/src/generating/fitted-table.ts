import { roundedUp } from "./rounded-up.ts";

const mostRounds = 2_000;
const near = 1e-7;

/**
 * A table of whole numbers with given sums of its rows and of its columns, as near to the weights as these sums allow: iterative
 * proportional fitting (Deming and Stephan, 1940), then rounding each cell down or up so that both sums hold, which a
 * flow always finds where the fit has succeeded. Row after row; a weight of 0 stays 0.
 *
 * @throws if there is no such table: the sums differ, or the zeros leave no room.
 */
export function fittedTable(
  weights: ArrayLike<number>,
  rowSums: ArrayLike<number>,
  columnSums: ArrayLike<number>,
): Int32Array {
  const [rows, columns] = [rowSums.length, columnSums.length];
  const fit = Float64Array.from(weights);
  for (let round = 0; round < mostRounds; round += 1) {
    for (let row = 0; row < rows; row += 1) scale(fit, row * columns, 1, columns, rowSums[row] as number);
    let error = 0;
    for (let column = 0; column < columns; column += 1) {
      const off = scale(fit, column, columns, rows, columnSums[column] as number);
      if (off > error) error = off;
    }
    if (error < near) break;
  }
  return roundedUp(fit, rowSums, columnSums);
}

/** Brings the sum of every `step`th cell to what it shall be; answers by how much it was off. */
function scale(cells: Float64Array, first: number, step: number, count: number, wanted: number): number {
  let sum = 0;
  for (let n = 0, at = first; n < count; n += 1, at += step) sum += cells[at] as number;
  const factor = sum > 0 ? wanted / sum : 0;
  for (let n = 0, at = first; n < count; n += 1, at += step) cells[at] = (cells[at] as number) * factor;
  return wanted > sum ? wanted - sum : sum - wanted;
}
