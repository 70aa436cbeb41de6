import type { GroupChunk, Outcome } from "@tributary/kafka";

/**
 * The work on one partition during one tenure; made by the shape, driven by the group. Throws of `begin` and `work`
 * mean what `GroupWorker` says: `unavailable` and `expelled` end the tenure, all else ends the service.
 */
export interface Lane {
  /** Resolves with the offset to begin at. */
  begin(): Promise<number>;
  work(chunk: GroupChunk): Promise<Outcome>;
  end(): Promise<void>;
}
