import type { ReplayState } from "@tributary/csv-replay";
import type { PollKind } from "../shell/poll.ts";
import type { BadgeKind } from "../shell/state-badge.tsx";
import type { Link } from "../stream/steady-stream.ts";
import type { ReplayModel } from "./replay-model.ts";

/** With records waiting to be counted, the page is behind when nothing changed for so long, ms. */
export const BEHIND_AFTER_MS = 5_000;
/** Without word of the player, silence counts as stale after so long, ms. */
const SILENT_AFTER_MS = 60_000;

/** What is known of who plays the replay that is shown. */
export type Player =
  /** The service that replays cannot be asked. */
  | { readonly kind: "unknown"; readonly reason: string }
  /** It plays another one, or none; `npm run replay` may play this one. */
  | { readonly kind: "other" }
  | {
      readonly kind: "this";
      readonly state: ReplayState;
      readonly detail: string | null;
      readonly sent: number;
    };

export interface CountedFacts {
  /** What is counted, such as `flight`; several are that with an s. */
  readonly thing: string;
  readonly replays: { readonly kind: PollKind; readonly failure: string | undefined };
  /** The replay shown, if any is known. */
  readonly replay: string | undefined;
  readonly link: Link;
  /** Whether the whole content of that replay has been heard. */
  readonly heard: boolean;
  /** Things counted in it. */
  readonly counted: number;
  readonly player: Player;
  /** ms without a change while one could have been heard of. */
  readonly silence: number;
}

/** What the page tells about its data: a word, and more words where they help. */
export interface CountedState {
  readonly kind: BadgeKind;
  readonly detail: string;
}

/** The state of a page that shows what was counted of a replay. */
export function countedState(facts: CountedFacts): CountedState {
  const { replays, replay, link, heard, counted } = facts;
  if (replay === undefined) {
    if (replays.kind === "loading") return { kind: "loading", detail: "asking which replays there are" };
    if (replays.kind === "error") return { kind: "error", detail: replays.failure ?? "no answer" };
    return { kind: "empty", detail: `no ${facts.thing} has been counted yet` };
  }
  if (link.kind === "failed") return { kind: "error", detail: link.reason };
  if (link.kind === "waiting") return { kind: heard ? "reconnecting" : "error", detail: link.reason };
  if (!heard) return { kind: "loading", detail: "waiting for the counts" };
  if (counted === 0) return { kind: "empty", detail: "nothing of this replay has been counted" };
  return played(facts);
}

function played({ thing, player, counted, silence }: CountedFacts): CountedState {
  if (player.kind === "other") {
    if (silence <= BEHIND_AFTER_MS) return { kind: "live", detail: "" };
    return { kind: "closed", detail: "not the replay below; nothing comes of it now" };
  }
  if (player.kind === "unknown") {
    if (silence <= SILENT_AFTER_MS) return { kind: "live", detail: "" };
    return { kind: "stale", detail: `whether more comes is not known: ${player.reason}` };
  }
  if (player.state === "failed")
    return { kind: "error", detail: `the replay failed: ${player.detail ?? "no reason"}` };
  const missing = player.sent - counted;
  const isBehind = missing > 0;
  // A counter that stands still would lack more than the few that it has buried one by one.
  if (isBehind && player.state === "finished" && silence > SILENT_AFTER_MS && missing <= player.sent / 100)
    return { kind: "finished", detail: `${missing} of ${player.sent} are not counted: see Operations` };
  if (isBehind && silence > BEHIND_AFTER_MS)
    return { kind: "stale", detail: `${thing}s are in the log that nobody counts` };
  if (isBehind) return { kind: "live", detail: "" };
  if (player.state === "finished")
    return { kind: "finished", detail: `all ${thing}s of the file are counted` };
  if (player.state === "paused") return { kind: "paused", detail: "the replay is paused" };
  return { kind: "live", detail: "" };
}

/** What is known of the player, as far as it concerns the replay shown. */
export function playerOf(model: ReplayModel, replay: string | undefined): Player {
  const link = model.link.value;
  const status = model.status.value;
  if (status === undefined || link.kind === "waiting" || link.kind === "failed") {
    const reason = "reason" in link ? link.reason : `${model.service} has not answered yet`;
    return { kind: "unknown", reason };
  }
  if (status.replay !== replay) return { kind: "other" };
  return { kind: "this", state: status.state, detail: status.detail, sent: status.rows.sent };
}
