import { readFileSync } from "node:fs";

const css = readFileSync(new URL("../../../page/style/tokens.css", import.meta.url), "utf8");
const schemes = Object.fromEntries(
  ["dark", "light"].map((scheme) => {
    const block = css.slice(css.indexOf(`[data-scheme="${scheme}"] {`));
    const rules = block.slice(0, block.indexOf("}"));
    return [
      scheme,
      new Map([...rules.matchAll(/--([a-z0-9-]+): (#[0-9a-f]{6})/g)].map(([, name, hex]) => [name, hex])),
    ];
  }),
);

/** Contrast of two colours (WCAG 2.2, 1.4.3). */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const text = [
  "ink",
  "soft",
  "faded",
  "accent",
  "accent-operations",
  "accent-flights",
  "accent-accidents",
  "accent-stocks",
  "good",
  "warn",
  "bad",
];

describe.each(["dark", "light"])("in the %s scheme", (scheme) => {
  const token = (name: string) => {
    const hex = schemes[scheme]?.get(name);
    if (hex === undefined) throw new Error(`no token ${name}`);
    return hex;
  };

  test.each(text)("%s is read on every ground", (name) => {
    for (const ground of ["ground", "raised"]) {
      expect(contrast(token(name), token(ground))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])("a line number is read on tint %d", (tint) => {
    expect(contrast(token("on-tint"), token(`tint-${tint}`))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([0, 1, 2, 3, 4])("a number is read on a cell of level %d", (level) => {
    expect(contrast(token(`on-cell-${level}`), token(`cell-${level}`))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([1, 2, 3, 4])("severity %d is seen on land, sea and panels", (severity) => {
    for (const ground of ["map-land", "map-water", "raised", "hover"]) {
      expect(contrast(token(`severity-${severity}`), token(ground))).toBeGreaterThanOrEqual(3);
    }
  });

  test("cells go from few to many by lightness, the way away from the land", () => {
    const away = [0, 1, 2, 3, 4].map((level) => contrast(token(`cell-${level}`), token("map-land")));
    expect(away).toEqual(away.toSorted((a, b) => a - b));
  });
});
