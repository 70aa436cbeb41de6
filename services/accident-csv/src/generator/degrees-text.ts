const { floor, abs } = Math;
const threeDigits = Array.from({ length: 1_000 }, (_, number) => String(number).padStart(3, "0"));

/** Millionths of a degree as degrees: `-82.9236`. Twice as quick as what numbers do by themselves, which was a fifth of a row. */
export function degreesText(millionths: number): string {
  if (millionths % 10 === 0) return String(millionths / 1e6); // without zeros at the end
  const positive = abs(millionths);
  const whole = floor(positive / 1e6);
  const rest = positive - whole * 1e6;
  const thousandths = floor(rest / 1_000);
  const text = `${whole}.${threeDigits[thousandths]}${threeDigits[rest - thousandths * 1_000]}`;
  return millionths < 0 ? `-${text}` : text;
}
