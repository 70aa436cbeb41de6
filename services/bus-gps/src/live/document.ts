/** A place with a document that changes, read again and again. */
export interface DocumentSource {
  /** For logs: without user, password, query. */
  readonly shown: string;
  /**
   * The document, or undefined when it has not changed since the last one that was `accepted`.
   * @throws DocumentError; so does reading the body
   */
  open(signal: AbortSignal): Promise<OpenDocument | undefined>;
}

export interface OpenDocument {
  readonly body: AsyncIterable<Uint8Array>;
  /** Says that it was read to its end: only then may the next `open` ask for changes alone. */
  accepted(): void;
}
