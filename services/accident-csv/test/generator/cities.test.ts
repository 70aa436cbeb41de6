import { cities, cityOf } from "../../src/generator/cities.ts";
import { states } from "../../src/published-figures.ts";

test("each state has two places at least, of its zones and near the middle of the country", () => {
  for (const state of states) expect(cities.filter((city) => city.state === state).length).toBeGreaterThan(1);
  for (const { latitude, longitude, zone, zipPrefix, airport, sea } of cities) {
    expect([latitude > 25 && latitude < 49, longitude > -125 && longitude < -67]).toEqual([true, true]);
    expect(zone).toMatch(/^US\/(Eastern|Central|Mountain|Pacific)$/);
    expect(zipPrefix).toMatch(/^\d{3}$/);
    expect(airport).toMatch(/^K[A-Z]{3}$/);
    expect(sea).toMatch(/^[NESW]{0,3}$/);
  }
});

test("places lie in their state: its zone agrees with the meridian, to two hours of the sun", () => {
  const meridians = { "US/Eastern": -75, "US/Central": -90, "US/Mountain": -105, "US/Pacific": -120 };
  const far = cities.filter(
    ({ zone, longitude }) => Math.abs(longitude - meridians[zone as keyof typeof meridians]) > 15,
  );
  expect(far).toEqual([]);
});

// 186,768 of 880,192 in Florida, 169,428 of 582,837 in Texas, 138,345 of 338,199 in North Carolina.
test.each([
  ["Miami", "FL", 0.2122],
  ["Houston", "TX", 0.2907],
  ["Charlotte", "NC", 0.4091],
])("%s has its share of the accidents of %s", (name, state, published) => {
  const slots = Array.from({ length: 4_096 }, (_, slot) => cityOf(states.indexOf(state), slot * 2 ** 20));
  const of = slots.filter((index) => cities[index]?.name === name).length;
  expect(Math.abs(of / 4_096 - published)).toBeLessThan(0.003);
});
