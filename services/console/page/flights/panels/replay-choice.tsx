import type { FlightsModel } from "../flights-model.ts";
import { replayText } from "../replay/replay-words.ts";

/** Whose counts are shown: the newest replay's, or always those of one. Runs are never added up. */
export function ReplayChoice({ model }: { model: FlightsModel }) {
  const replays = model.replays.value.value?.replays ?? [];
  const asked = model.seen.value.replay;
  const now = Date.now();
  return (
    <label class="choice" data-chosen={asked !== undefined || undefined}>
      <span>counts of</span>
      <select
        value={asked ?? ""}
        onChange={(event) =>
          model.follow(event.currentTarget.value === "" ? undefined : event.currentTarget.value)
        }
      >
        <option value="">the newest replay</option>
        {replays.map((replay) => (
          <option key={replay.replay} value={replay.replay}>
            {replayText(replay, now)}
          </option>
        ))}
        {asked !== undefined && !replays.some(({ replay }) => replay === asked) && (
          <option value={asked}>{asked}</option>
        )}
      </select>
    </label>
  );
}
