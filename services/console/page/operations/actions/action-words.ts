import { count } from "../../shell/words.ts";
import type { Action, Outcome } from "./action.ts";

/** `1 dead letter`, `1,043 dead letters` */
export function deadLetters(number: number): string {
  return number === 1 ? "1 dead letter" : `${count(number)} dead letters`;
}

export function titleOf(action: Action): string {
  if (action.what === "resume") return `Resume ${action.group}`;
  if (action.what === "purge") return `Purge the dead letters of ${action.group}`;
  return "place" in action ? "Resend this dead letter" : "Resend all that match";
}

/** What the dry run found, as a sentence. */
export function wouldSay(would: Outcome): string {
  if (would.what === "purge") {
    return would.purged === 0
      ? "There is nothing to delete."
      : `${deadLetters(would.purged)} will be deleted for ever. What is buried from now on stays.`;
  }
  if (would.what === "resume") return "";
  const { resent, alreadyResent } = would;
  const old =
    alreadyResent === 0
      ? ""
      : ` ${deadLetters(alreadyResent)} ${alreadyResent === 1 ? "was" : "were"} sent again before and will be left alone.`;
  return resent === 0
    ? `There is nothing to send.${old}`
    : `${deadLetters(resent)} will be sent to ${resent === 1 ? "its topic" : "their topics"} again, byte by byte, for ${
        resent === 1 ? "its" : "their"
      } own group alone.${old}`;
}

/** How much would be done: with nothing to do there is nothing to confirm. */
export function extentOf(would: Outcome | undefined): number {
  if (would === undefined || would.what === "resume") return 1;
  return would.what === "purge" ? would.purged : would.resent;
}

/** What was done, as a sentence. */
export function didSay(outcome: Outcome): string {
  if (outcome.what === "purge") return `${deadLetters(outcome.purged)} deleted.`;
  if (outcome.what === "resume") {
    return outcome.resumed
      ? "Resumed: its members begin again where they stopped."
      : "It was not tripped any more.";
  }
  return outcome.failed.length === 0
    ? `${deadLetters(outcome.resent)} sent again.`
    : `${count(outcome.resent)} of ${deadLetters(outcome.resent + outcome.failed.length)} sent again.`;
}
