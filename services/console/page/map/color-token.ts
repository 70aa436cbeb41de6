/** Reads colours as the tokens of the present scheme say, by their names without `--`. */
export function colorTokens(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}
