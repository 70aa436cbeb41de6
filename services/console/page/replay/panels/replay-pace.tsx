import { useSignal } from "@preact/signals";
import type { Pace } from "@tributary/csv-replay";
import { Segments } from "../../shell/segments.tsx";
import { isSamePace, paceText, speeds, typedPace } from "../pace.ts";
import type { ReplayModel } from "../replay-model.ts";

const OFFERED: readonly Pace[] = [...speeds.map((speed) => ({ by: "speed", speed }) as const), { by: "max" }];

/** How fast: some speeds one press away, any other typed, as a speed or as rows a second. */
export function ReplayPace({ player }: { player: ReplayModel }) {
  const typed = useSignal("");
  const by = useSignal<"speed" | "rate">("speed");
  const pace = player.status.value?.pace;
  const state = player.status.value?.state;
  const isOff =
    player.hindrance.value !== undefined ||
    player.doing.value !== undefined ||
    !(state === "running" || state === "paused");
  const wanted = typedPace(by.value, typed.value);
  const chosen = OFFERED.find((offered) => pace !== undefined && isSamePace(offered, pace));
  return (
    <div class="pace">
      <Segments
        name="Pace"
        choices={OFFERED.map((offered) => ({ value: paceText(offered), text: paceText(offered) }))}
        chosen={chosen === undefined ? undefined : paceText(chosen)}
        choose={(text) => {
          const offered = OFFERED.find((one) => paceText(one) === text);
          if (offered !== undefined) void player.control({ verb: "pace", pace: offered });
        }}
        isDisabled={isOff}
      />
      {pace !== undefined && chosen === undefined && <b class="own-pace">{paceText(pace)}</b>}
      <form
        class="own"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === undefined) return;
          typed.value = "";
          void player.control({ verb: "pace", pace: wanted });
        }}
      >
        <input
          inputMode="decimal"
          aria-label="Another pace"
          placeholder="other"
          autocomplete="off"
          value={typed.value}
          disabled={isOff}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
          }}
        />
        <select
          aria-label="Unit of the pace"
          value={by.value}
          disabled={isOff}
          onChange={(event) => {
            by.value = event.currentTarget.value === "rate" ? "rate" : "speed";
          }}
        >
          <option value="speed">×</option>
          <option value="rate">rows/s</option>
        </select>
        <button type="submit" class="button" disabled={isOff || wanted === undefined}>
          Set
        </button>
      </form>
    </div>
  );
}
