import { moveInList } from "../../shell/arrow-keys.ts";
import { airlineLabel, airlineMark, airlineName, defaultAirlines } from "../airlines.ts";
import type { FlightsModel } from "../flights-model.ts";

/** Which airlines are shown. A mark beside each says how its line looks. */
export function AirlineChoice({ model }: { model: FlightsModel }) {
  const chosen = model.chosen.value;
  const offered = model.offered.value;
  const toggle = (code: string) => {
    const others = chosen.filter((other) => other !== code);
    if (others.length === chosen.length) model.choose([...chosen, code]);
    // The last one stays: a chart of nobody answers no question.
    else if (others.length > 0) model.choose(others);
  };
  return (
    <fieldset class="airlines" aria-label="Airlines" onKeyDown={moveInList}>
      {offered.map((code, index) => {
        const isChosen = chosen.includes(code);
        return (
          <button
            type="button"
            key={code}
            class="airline"
            data-search={index === 0 || undefined}
            aria-pressed={isChosen}
            title={airlineLabel(code)}
            onClick={() => toggle(code)}
          >
            <Swatch code={code} />
            {code}{" "}
            {airlineName(code) !== code && (
              <span class={isChosen && chosen.length <= 5 ? "name" : "unseen"}>{airlineName(code)}</span>
            )}
          </button>
        );
      })}
      <button type="button" class="airline plain" onClick={() => model.choose(offered)}>
        All {offered.length}
      </button>
      <button type="button" class="airline plain" onClick={() => model.choose(defaultAirlines)}>
        Default
      </button>
    </fieldset>
  );
}

/** The look of an airline's line. */
export function Swatch({ code }: { code: string }) {
  const { tint, isDashed } = airlineMark(code);
  return <span class="swatch" data-tint={tint} data-dashed={isDashed || undefined} aria-hidden="true" />;
}
