import { setTimeout as delay } from "node:timers/promises";
import { runReplay } from "@tributary/runtime";
import { Tape } from "./tape.ts";
import { heard, tapeDeck } from "./tape-deck.ts";

const { DECK = "by-hand", TAPE_LEVELS = "1000", TAPE_PACE_MS = "10" } = process.env;

// Every hundredth part is noise, so that dead letters are counted too.
const levels = Array.from({ length: Number(TAPE_LEVELS) }, (_, part) =>
  part % 100 === 99 ? undefined : part,
);
const pace = (_: number, signal: AbortSignal) =>
  delay(Number(TAPE_PACE_MS), undefined, { signal }).catch(() => undefined);
await runReplay(tapeDeck(new Tape({ levels, parts: 25, pace }), DECK, { ...heard, name: `test.${DECK}.v1` }));
