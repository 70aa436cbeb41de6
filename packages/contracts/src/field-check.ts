/** Says what was expected of a value, or undefined when the value can be true. */
export type FieldCheck<T> = (value: T) => string | undefined;

export type Bounds =
  | { readonly from: number; readonly to: number }
  | { readonly from: number; readonly below: number };

/** A finite number within its bounds, `to` included, `below` not. */
export function decimal(bounds: Bounds, unit: string): FieldCheck<number> {
  const [word, end] = "to" in bounds ? ["to", bounds.to] : ["to below", bounds.below];
  const expected = `${bounds.from} ${word} ${end} ${unit}`;
  return (value) =>
    value >= bounds.from && (value < end || ("to" in bounds && value === end)) ? undefined : expected;
}

/** As `decimal`, without fractions. */
export function whole(bounds: Bounds, unit: string): FieldCheck<number> {
  const inBounds = decimal(bounds, unit);
  return (value) => inBounds(value) ?? (Number.isInteger(value) ? undefined : `whole ${unit}`);
}

/** An instant in milliseconds since the epoch, from the first date to before the second (both ISO 8601 days). */
export function instant(from: string, before: string): FieldCheck<number> {
  const inBounds = whole({ from: Date.parse(from), below: Date.parse(before) }, "ms");
  return (value) =>
    inBounds(value) === undefined ? undefined : `an instant from ${from} to before ${before}`;
}

/** Nearly all texts are, which is told in a fifth of the time. */
const ascii = /^[ -~]*$/;
const unprintable = /[\p{Cc}\p{Cs}\uFFFD]/u;

/**
 * Text that a person could have written: no control characters, and neither lone surrogates nor U+FFFD, which
 * is what a decoder makes of mangled UTF-8. No text is null, never "".
 */
export function text(longest: number): FieldCheck<string> {
  const expected = `1 to ${longest} printable characters`;
  return (value) =>
    value !== "" && value.length <= longest && (ascii.test(value) || !unprintable.test(value))
      ? undefined
      : expected;
}

/** Null, where a feed does not know it, or what the check lets pass. */
export function nullable<T>(check: FieldCheck<T>): FieldCheck<T | null> {
  return (value) => (value === null ? undefined : check(value));
}
