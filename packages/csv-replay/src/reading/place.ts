/** Where a row begins. A type and not an interface, so that it is JSON. */
export type Place = {
  /** Bytes before it in the decompressed content, a byte order mark and the header included. */
  readonly offset: number;
  /** Its line, the file's first being 1; every line end counts, those within quotes too. */
  readonly line: number;
};
