import fc from "fast-check";
import { hexAt } from "../../../../page/accidents/map/hex-grid.ts";

const place = fc.double({ min: -500, max: 500, noNaN: true });

test("a point is in the cell whose middle is nearest", () => {
  fc.assert(
    fc.property(place, place, (x, y) => {
      const radius = 10;
      const own = hexAt(x, y, radius);
      const away = Math.hypot(own.x - x, own.y - y);
      expect(away).toBeLessThanOrEqual(radius + 1e-9);
      // The six neighbours' middles lie at √3 radii in the directions of 0°, 60° … 300°.
      for (let turn = 0; turn < 6; turn++) {
        const angle = (turn * Math.PI) / 3;
        const across = Math.sqrt(3) * radius;
        const [nx, ny] = [own.x + across * Math.cos(angle), own.y + across * Math.sin(angle)];
        expect(Math.hypot(nx - x, ny - y)).toBeGreaterThanOrEqual(away - 1e-9);
      }
    }),
  );
});

test("a cell has one key, and another cell another", () => {
  const middles = new Map<number, string>();
  for (let x = -100; x <= 100; x += 1.7) {
    for (let y = -100; y <= 100; y += 1.3) {
      const { key, ...middle } = hexAt(x, y, 7);
      const text = `${middle.x.toFixed(6)} ${middle.y.toFixed(6)}`;
      expect(middles.get(key) ?? text).toBe(text);
      middles.set(key, text);
    }
  }
  expect(new Set(middles.values()).size).toBe(middles.size);
});
