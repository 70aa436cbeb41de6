import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { InputError } from "../row-source.ts";
import { isGzip } from "./content-kind.ts";
import { type CsvInput, contentStart, type Probes } from "./csv-input.ts";
import { fileFault } from "./file-fault.ts";
import { type FileIdentity, identify } from "./file-identity.ts";
import { filePieces, readAt } from "./file-pieces.ts";
import { gzipPieces } from "./gzip-pieces.ts";
import { LineIndex } from "./line-index.ts";
import type { Place } from "./place.ts";

const probeBytes = 64 * 1024;

/** Reads the file once, for its fingerprint. Throws an `InputError` for what cannot be a CSV file. */
export async function openFileInput(path: string, signal: AbortSignal): Promise<CsvInput> {
  try {
    const identity = await identify(path);
    if (identity.sizeBytes === 0)
      throw new InputError(`${path} is empty: not even a header is in it. Name another file.`);
    const hash = createHash("sha256");
    let isCompressed: boolean | undefined;
    for await (const piece of filePieces(path, identity, 0, signal)) {
      isCompressed ??= isGzip(path, piece.subarray(0, probeBytes));
      hash.update(piece);
    }
    const fingerprint = hash.digest("hex").slice(0, 16);
    return isCompressed
      ? new GzipInput(path, identity, fingerprint)
      : new PlainInput(path, identity, fingerprint);
  } catch (error) {
    throw signal.aborted ? error : fileFault(path, error);
  }
}

/** Lets the reader see nothing but `InputError`s, whatever the system calls what went wrong. */
async function* inWords(path: string, pieces: AsyncIterable<Buffer>, signal: AbortSignal) {
  try {
    yield* pieces;
  } catch (error) {
    throw signal.aborted ? error : fileFault(path, error);
  }
}

class PlainInput implements CsvInput {
  readonly name: string;
  readonly fingerprint: string;
  readonly sizeBytes: number;
  readonly isCompressed = false;
  readonly #path: string;
  readonly #identity: FileIdentity;
  #lines: LineIndex | undefined;

  constructor(path: string, identity: FileIdentity, fingerprint: string) {
    this.name = basename(path);
    this.fingerprint = fingerprint;
    this.sizeBytes = identity.sizeBytes;
    this.#path = path;
    this.#identity = identity;
  }

  read({ offset }: Place, signal: AbortSignal): AsyncIterable<Buffer> {
    return inWords(this.#path, filePieces(this.#path, this.#identity, offset, signal), signal);
  }

  shareAt({ offset }: Place): number {
    return Math.min(offset / this.sizeBytes, 1);
  }

  get probes(): Probes {
    return {
      steps: this.sizeBytes,
      fineness: probeBytes,
      isAligned: false,
      at: async (step) => {
        const handle = await open(this.#path);
        try {
          const bytes = await readAt(handle, step, probeBytes);
          return { bytes, isEnd: step + bytes.length >= this.sizeBytes };
        } finally {
          await handle.close();
        }
      },
      place: async (step, behind, lineEnd, signal) => {
        const pieces = (at: number, abort: AbortSignal) => this.read({ ...contentStart, offset: at }, abort);
        this.#lines ??= new LineIndex(lineEnd, pieces);
        const offset = step + behind.offset;
        return { offset, line: await this.#lines.lineAt(offset, signal) };
      },
    };
  }
}

class GzipInput implements CsvInput {
  readonly name: string;
  readonly fingerprint: string;
  readonly sizeBytes: number;
  readonly isCompressed = true;
  readonly probes = undefined;
  readonly #path: string;
  readonly #identity: FileIdentity;
  /** Bytes unpacked from so many bytes packed, in the reading that came furthest. */
  #unpacked = 0;
  #packed = 0;

  constructor(path: string, identity: FileIdentity, fingerprint: string) {
    this.name = basename(path);
    this.fingerprint = fingerprint;
    this.sizeBytes = identity.sizeBytes;
    this.#path = path;
    this.#identity = identity;
  }

  read({ offset }: Place, signal: AbortSignal): AsyncIterable<Buffer> {
    return inWords(this.#path, this.#pieces(offset, signal), signal);
  }

  /** As if all of the file were packed as well as what was read of it. */
  shareAt({ offset }: Place): number | undefined {
    if (this.#unpacked === 0) return undefined;
    return Math.min((offset * this.#packed) / this.#unpacked / this.sizeBytes, 1);
  }

  async *#pieces(offset: number, signal: AbortSignal) {
    const progress = { packed: 0, unpacked: offset };
    const packed = counted(filePieces(this.#path, this.#identity, 0, signal), progress);
    for await (const piece of gzipPieces(packed, offset)) {
      progress.unpacked += piece.length;
      if (progress.unpacked > this.#unpacked) {
        this.#unpacked = progress.unpacked;
        this.#packed = progress.packed;
      }
      yield piece;
    }
  }
}

async function* counted(pieces: AsyncIterable<Buffer>, progress: { packed: number }) {
  for await (const piece of pieces) {
    progress.packed += piece.length;
    yield piece;
  }
}
