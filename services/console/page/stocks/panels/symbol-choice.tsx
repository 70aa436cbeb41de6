import { useComputed, useSignal } from "@preact/signals";
import { moveInList } from "../../shell/arrow-keys.ts";
import type { StocksModel } from "../stocks-model.ts";
import { searchSymbols } from "../symbol-list.ts";

/** So many symbols are offered at once; typing brings the others. */
const OFFERED = 24;

/** The symbols there are, and the search among them. */
export function SymbolChoice({ model }: { model: StocksModel }) {
  const typed = useSignal("");
  const found = useComputed(() => searchSymbols(model.listed.value, typed.value));
  const chosen = model.symbol.value;
  const { following } = model;
  const name = typed.value.trim().toUpperCase();
  const isNew = name !== "" && !model.listed.value.some(({ symbol }) => symbol.toUpperCase() === name);
  const choose = (symbol: string) => {
    model.chooseSymbol(symbol);
    typed.value = "";
  };
  const follow = async () => {
    if (await model.followSymbol(name)) typed.value = "";
  };
  const rest = found.value.length - OFFERED;
  return (
    <div class="symbol-choice">
      <input
        type="search"
        data-search
        aria-label="Search symbols"
        placeholder="Search symbols  /"
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
        onKeyDown={(event) => {
          const first = found.value[0];
          if (event.key !== "Enter" || typed.value === "" || first === undefined) return;
          choose(first.symbol);
          event.currentTarget.blur();
        }}
      />
      <fieldset class="symbols" aria-label="Symbols" onKeyDown={moveInList}>
        {found.value.slice(0, OFFERED).map(({ symbol, name: called }) => (
          <button
            type="button"
            key={symbol}
            title={called ?? undefined}
            aria-pressed={symbol === chosen}
            onClick={() => choose(symbol)}
          >
            {symbol}
          </button>
        ))}
        {rest > 0 && <small>{rest} more; type their name</small>}
        {isNew && (
          <button
            type="button"
            class="follow"
            disabled={following.hindrance.value !== undefined || following.asking.value !== undefined}
            title={following.hindrance.value}
            onClick={() => void follow()}
          >
            {following.asking.value === undefined ? `Follow ${name}` : `Asking for ${name}…`}
          </button>
        )}
        {isNew && following.hindrance.value !== undefined && <small>{following.hindrance.value}</small>}
      </fieldset>
      {following.problem.value !== undefined && (
        <p class="problem" role="alert">
          {following.problem.value}.
        </p>
      )}
    </div>
  );
}
