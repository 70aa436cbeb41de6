import { useSignal } from "@preact/signals";
import { dayOf, dayOfInstant, dayWords, instantOf, isoOf } from "../../shell/day.ts";
import type { ReplayModel } from "../replay-model.ts";

/** Where the replay is in the file's days, and where it is to go: chosen by slider or date, gone to by a button. */
export function ReplaySeek({ player, skips }: { player: ReplayModel; skips: string }) {
  const target = useSignal<number | undefined>(undefined);
  const status = player.status.value;
  if (status === undefined || status.firstEventTime === null || status.lastEventTime === null) return null;
  const [first, last] = [dayOfInstant(status.firstEventTime), dayOfInstant(status.lastEventTime)];
  const at =
    status.eventTime === null ? first : Math.max(first, Math.min(last, dayOfInstant(status.eventTime)));
  const day = target.value ?? at;
  const { state } = status;
  const isOff =
    player.hindrance.value !== undefined ||
    player.doing.value !== undefined ||
    state === "waiting" ||
    state === "preparing";
  const isChosen = target.value !== undefined && target.value !== at;
  const choose = (chosen: number | undefined) => {
    if (chosen !== undefined && chosen >= first && chosen <= last) target.value = chosen;
  };
  return (
    <form
      class="seek"
      aria-label="Position"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isChosen) return;
        target.value = undefined;
        void player.control({ verb: "seek", eventTime: instantOf(day) });
      }}
    >
      <div class="track" style={{ "--done": `${(100 * (at - first)) / Math.max(1, last - first)}%` }}>
        <input
          type="range"
          min={first}
          max={last}
          step={1}
          value={day}
          disabled={isOff}
          aria-label="Day to go to"
          aria-valuetext={dayWords(day)}
          onInput={(event) => choose(Number(event.currentTarget.value))}
        />
        <span>{dayWords(first)}</span>
        <span>{dayWords(last)}</span>
      </div>
      <div class="go">
        <input
          type="date"
          aria-label="Date to go to"
          min={isoOf(first)}
          max={isoOf(last)}
          value={isoOf(day)}
          disabled={isOff}
          onInput={(event) => choose(dayOf(event.currentTarget.value))}
        />
        <button type="submit" class="button" disabled={isOff || !isChosen}>
          Go
        </button>
        {isChosen && (
          <span class="hint">
            {day > at ? `Skips the ${skips} between.` : "Back: begins a new run there, counted apart."}{" "}
            <button
              type="button"
              class="link"
              onClick={() => {
                target.value = undefined;
              }}
            >
              Stay
            </button>
          </span>
        )}
      </div>
    </form>
  );
}
