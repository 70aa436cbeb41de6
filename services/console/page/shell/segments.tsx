import { moveInList } from "./arrow-keys.ts";

/** A choice of one, side by side. */
export function Segments<T extends string>(props: {
  readonly name: string;
  readonly choices: readonly {
    readonly value: T;
    readonly text: string;
    readonly hindrance?: string | undefined;
  }[];
  readonly chosen: T | undefined;
  readonly choose: (value: T) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <fieldset class="segments" aria-label={props.name} onKeyDown={moveInList}>
      {props.choices.map(({ value, text, hindrance }) => (
        <button
          type="button"
          key={value}
          aria-pressed={value === props.chosen}
          disabled={props.isDisabled === true || hindrance !== undefined}
          title={hindrance}
          onClick={() => props.choose(value)}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
