import type { Link } from "../../stream/steady-stream.ts";
import { STALE_AFTER_MS } from "./vehicle.ts";

export type FeedStateKind = "loading" | "live" | "stale" | "reconnecting" | "empty" | "error";

/** What the page tells about its data: a word, and more words where they help. */
export interface FeedState {
  readonly kind: FeedStateKind;
  readonly detail: string;
}

export interface FeedFacts {
  readonly link: Link;
  /** Whether a whole content has been heard since the page was opened. */
  readonly heard: boolean;
  readonly vehicles: number;
  /** Age of the newest fix, ms; undefined without any. */
  readonly age: number | undefined;
}

export function feedState({ link, heard, vehicles, age }: FeedFacts): FeedState {
  if (link.kind === "failed") return { kind: "error", detail: link.reason };
  if (link.kind === "waiting") return { kind: heard ? "reconnecting" : "error", detail: link.reason };
  if (!heard) return { kind: "loading", detail: "waiting for the first positions" };
  if (vehicles === 0) return { kind: "empty", detail: "the feed answers, and has no vehicle here" };
  if (age !== undefined && age > STALE_AFTER_MS) return { kind: "stale", detail: "no new fix for a minute" };
  return { kind: "live", detail: "" };
}
