import { useSignal } from "@preact/signals";
import type { ReplayModel } from "../replay-model.ts";

/** Pause and resume, and once more from the beginning. */
export function ReplayButtons({ player }: { player: ReplayModel }) {
  const isAsking = useSignal(false);
  const state = player.status.value?.state;
  const isOff = player.hindrance.value !== undefined || player.doing.value !== undefined;
  const isPaused = state === "paused";
  const again = () => {
    isAsking.value = false;
    void player.control({ verb: "again" });
  };
  return (
    <div class="buttons">
      <button
        type="button"
        class="button main play"
        disabled={isOff || !(isPaused || state === "running")}
        onClick={() => player.toggle()}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={isPaused ? "M7 5l12 7-12 7z" : "M7 5h4v14H7zM13 5h4v14h-4z"} />
        </svg>
        {isPaused ? "Resume" : "Pause"}
      </button>
      {isAsking.value ? (
        <span class="ask">
          A new run from the first row, counted apart?
          <button type="button" class="button main" disabled={isOff} onClick={again}>
            Begin it
          </button>
          <button
            type="button"
            class="button plain"
            onClick={() => {
              isAsking.value = false;
            }}
          >
            No
          </button>
        </span>
      ) : (
        <button
          type="button"
          class="button"
          disabled={isOff || state === "waiting" || state === "preparing"}
          onClick={() => {
            isAsking.value = true;
          }}
        >
          Again…
        </button>
      )}
    </div>
  );
}
