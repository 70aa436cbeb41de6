import type { Json } from "./view.ts";

/** How far a source has come, made by `mark`. */
export interface Mark {
  readonly mark: string;
  /** Undefined: the key is forgotten. */
  readonly value: Json | undefined;
  /** Called once the value, or a newer one of the key, is acknowledged; what this throws ends the service. */
  readonly onWritten: (() => void) | undefined;
}

/**
 * Says how far a source has come with what `key` names, such as a file or a symbol: everything it has yielded before is
 * kept under this value, which a later life finds in `context.marks`. The value is taken as it is when yielded, and
 * written once all before it is acknowledged; of several unwritten ones of a key the newest suffices. `undefined`
 * forgets the key. At most 880 kB of JSON.
 * @param onWritten for a source that must not go on before, such as one that takes numbers no later life may use again
 */
export function mark(key: string, value: Json | undefined, onWritten?: () => void): Mark {
  return { mark: key, value, onWritten };
}
