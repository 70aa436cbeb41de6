import { note } from "../../shell/address.ts";
import { type CountedReplay, replayText } from "../replay-words.ts";

/** Whose counts are shown: the newest replay's, or always those of one. Runs are never added up. */
export function ReplayChoice<R extends CountedReplay>(props: {
  readonly replays: readonly R[];
  /** The one asked for, if any is. */
  readonly asked: string | undefined;
  readonly countedIn: (replay: R) => number;
  /** What is counted, such as `flights`. */
  readonly things: string;
}) {
  const { replays, asked } = props;
  const now = Date.now();
  return (
    <label class="choice" data-chosen={asked !== undefined || undefined}>
      <span>counts of</span>
      <select value={asked ?? ""} onChange={(event) => note({ replay: event.currentTarget.value || null })}>
        <option value="">the newest replay</option>
        {replays.map((replay) => (
          <option key={replay.replay} value={replay.replay}>
            {replayText(replay, props.countedIn(replay), props.things, now)}
          </option>
        ))}
        {asked !== undefined && !replays.some(({ replay }) => replay === asked) && (
          <option value={asked}>{asked}</option>
        )}
      </select>
    </label>
  );
}
