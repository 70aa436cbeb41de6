import { CountedNotice } from "../../replay/panels/counted-notice.tsx";
import type { FlightsModel } from "../flights-model.ts";

export function FlightsNotice({ model }: { model: FlightsModel }) {
  void model.beat.value;
  return (
    <CountedNotice
      state={model.state.value}
      age={model.feed.heard.value ? model.feed.age : undefined}
      things="flights"
      generated="a generated year"
      isOfOne={model.seen.value.replay !== undefined}
      retryNow={() => model.retryNow()}
    />
  );
}
