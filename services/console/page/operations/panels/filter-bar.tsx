import { type FilterName, filterNames } from "../operations-address.ts";
import type { OperationsModel } from "../operations-model.ts";

const STAGES = ["decode", "validate", "process", "sink"];

/** Narrows the dead letters; `/` leads here. */
export function FilterBar({ model }: { model: OperationsModel }) {
  const filter = model.filter.value;
  const groups = model.groups.value.value?.groups ?? [];
  const topics = groups.flatMap(({ partitions }) => partitions.map(({ topic }) => topic));
  const errors = model.letters.value.value?.errors.map(({ error }) => error) ?? [];
  const choices: Readonly<Record<FilterName, readonly string[]>> = {
    group: groups.map(({ group }) => group),
    error: errors,
    stage: STAGES,
    topic: topics,
  };
  return (
    <search class="filters" aria-label="Filter the dead letters">
      {filterNames.map((name, index) => (
        <Choice
          key={name}
          name={name}
          choices={choices[name]}
          chosen={filter[name]}
          choose={(value) => model.choose(name, value)}
          isFirst={index === 0}
        />
      ))}
      {Object.keys(filter).length > 0 && (
        <button type="button" class="button plain" onClick={() => model.clearFilter()}>
          Show all
        </button>
      )}
    </search>
  );
}

function Choice({
  name,
  choices,
  chosen,
  choose,
  isFirst,
}: {
  name: FilterName;
  choices: readonly string[];
  chosen: string | undefined;
  choose: (value: string | null) => void;
  isFirst: boolean;
}) {
  // What the address names is offered even when nobody knows of it any more.
  const offered = [...new Set(chosen === undefined ? choices : [...choices, chosen])].sort();
  return (
    <label class="choice" data-chosen={chosen !== undefined || undefined}>
      <span>{name}</span>
      <select
        data-search={isFirst || undefined}
        value={chosen ?? ""}
        onChange={(event) => choose(event.currentTarget.value === "" ? null : event.currentTarget.value)}
      >
        <option value="">any</option>
        {offered.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}
