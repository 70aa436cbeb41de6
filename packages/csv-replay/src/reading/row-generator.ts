/**
 * Rows that are made instead of read, so that a seeded generator stands in for a file: same generator, same bytes.
 * One row is one line; line 1 is the header.
 */
export interface RowGenerator {
  /** As a person knows it: `generated flights 2015, seed 1`. */
  readonly name: string;
  /** 16 hexadecimal digits that stand for everything the rows depend on: seed, number of rows, version of the generator. */
  readonly fingerprint: string;
  readonly rows: number;
  /** Names of the columns with commas between, without a line end. */
  readonly header: string;
  /**
   * The rows from number `fromRow` on, 0 being the first: UTF-8, whole rows, each ending in "\n". Blocks of some 64 to 256 KiB
   * serve best. Begins quickly anywhere: a search asks for the first block from some 40 rows in the middle.
   */
  blocks(fromRow: number): Iterable<Buffer>;
}
