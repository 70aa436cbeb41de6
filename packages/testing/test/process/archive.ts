export interface Document {
  readonly _id: string;
}

/** A store in memory: who puts a document twice has it once. */
export const archived = new Map<string, Document>();

export async function openArchive() {
  return {
    put: async (documents: readonly Document[], signal: AbortSignal) => {
      signal.throwIfAborted();
      for (const document of documents) archived.set(document._id, document);
    },
    close: async () => {},
  };
}
