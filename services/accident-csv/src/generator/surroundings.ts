import type { SeededRandom } from "@tributary/csv-replay/generating";

/** Of all accidents, those on highways, about. */
const onHighways = 0.42;

/** Share of the rows with what is nearby, on highways and on streets; as often as in the whole file when both are together. */
interface Nearby {
  readonly highway: number;
  readonly street: number;
}

/** Amenity to Turning_Loop, in the order of the columns. Counted: crossing, junction, no exit, railway, roundabout, stop, traffic signal. */
const nearby: readonly Nearby[] = [
  near(0.0125, 0.3),
  near(0.0005, 0.2),
  near(0.1131, 0.2),
  near(0.0047, 0.3),
  near(0.0739, 1.6),
  near(0.0025, 0.3),
  near(0.0087, 0.5),
  near(0.00003, 0.3),
  near(0.0263, 0.4),
  near(0.0277, 0.3),
  near(0.001, 0.3),
  near(0.148, 0.15),
  near(0, 0),
];

const noPlace = nearby.map(() => "False").join(",");
/** Chance that a row has nothing nearby: most rows, which are then written at once. */
const nowhere = {
  highway: nearby.reduce((chance, { highway }) => chance * (1 - highway), 1),
  street: nearby.reduce((chance, { street }) => chance * (1 - street), 1),
};

/** Amenity to Turning_Loop, without a comma behind. */
export function surroundings(isHighway: boolean, random: SeededRandom): string {
  const kind = isHighway ? "highway" : "street";
  if (random.share() < nowhere[kind]) return noPlace;
  // Of the others at least one is nearby: drawn until it is.
  for (;;) {
    let text = "";
    let isSome = false;
    for (const chances of nearby) {
      const is = random.share() < chances[kind];
      isSome ||= is;
      text += is ? ",True" : ",False";
    }
    if (isSome) return text.slice(1);
  }
}

/** `times` as often on highways as on streets. */
function near(share: number, times: number): Nearby {
  const street = share / (onHighways * times + 1 - onHighways);
  return { street, highway: street * times };
}
