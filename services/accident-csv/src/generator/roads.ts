import { SeededRandom } from "@tributary/csv-replay/generating";
import { type City, cities } from "./cities.ts";
import { streetName } from "./street-names.ts";

/** A line through or past a city, on which accidents lie. Degrees; east as degrees of latitude, to be stretched. */
export interface Road {
  readonly name: string;
  readonly isHighway: boolean;
  /** Direction. */
  readonly east: number;
  readonly north: number;
  /** Distance from the centre, across the direction. */
  readonly offset: number;
  /** Mean distance along the road from the point next to the centre; accidents get fewer outwards. */
  readonly reach: number;
  /** Ends after so much; a road to another city ends half way. */
  readonly length: number;
  /** 1 where it begins at the centre and goes one way, else 0. */
  readonly oneWay: number;
  /** It swings to its sides so far, in waves of so many radians a degree. */
  readonly swing: number;
  readonly wave: number;
  readonly phase: number;
}

export interface RoadNet {
  readonly roads: readonly Road[];
  /** The first so many are of the city, the others lead away from it. */
  readonly inCity: number;
  /** Degrees of longitude in a degree of latitude. */
  readonly stretch: number;
  /** Factors that keep an island in its shores. */
  readonly scaleEast: number;
  readonly scaleNorth: number;
  /** 1 where water is in the east, -1 in the west, 0 none; and so northwards. */
  readonly seaEast: number;
  readonly seaNorth: number;
}

const degree = Math.PI / 180;
/** Degrees from the centre where water begins: what would lie in it is mirrored to the land. */
export const shore = 0.05;
const narrow = 0.3;
/** Highways leave a city for the nearest others of its state; the second and third only if they are not far. */
const near = 1.5;

/** Of each of `cities`; the same for all seeds, for roads do not move. */
export const roadNets: readonly RoadNet[] = cities.map((city, index) => {
  const { sea, latitude, weight } = city;
  const random = new SeededRandom(index, 77);
  const reach = 0.03 + 0.012 * Math.sqrt(Math.min(weight, 100));
  const count = 8 + Math.round(2.4 * Math.sqrt(Math.min(weight, 150)));
  const tilt = (random.share() - 0.5) * 0.3;
  const ofCity = Array.from({ length: count }, (_, at) => cityRoad(city, at, { reach, tilt, random }));
  const [hasEast, hasWest] = [sea.includes("E"), sea.includes("W")];
  const [hasNorth, hasSouth] = [sea.includes("N"), sea.includes("S")];
  return {
    roads: [...ofCity, ...roadsAway(city)],
    inCity: count,
    stretch: 1 / Math.cos(latitude * degree),
    scaleEast: hasEast && hasWest ? narrow : 1,
    scaleNorth: hasNorth && hasSouth ? narrow : 1,
    seaEast: Number(hasEast) - Number(hasWest),
    seaNorth: Number(hasNorth) - Number(hasSouth),
  };
});

interface Town {
  readonly reach: number;
  readonly tilt: number;
  readonly random: SeededRandom;
}

/** The first are highways through the centre, the others streets of a grid. */
function cityRoad(city: City, at: number, { reach, tilt, random }: Town): Road {
  const isHighway = at < 2 + Math.round(Math.sqrt(Math.min(city.weight, 60)) / 3);
  const angle = isHighway ? random.share() * Math.PI : tilt + (at % 2) * (Math.PI / 2);
  return {
    name: isHighway ? highwayName(city, at, random) : streetName(at, random),
    isHighway,
    east: Math.cos(angle),
    north: Math.sin(angle),
    offset: isHighway ? random.bell() * reach * 0.3 : random.bell() * reach * 0.9,
    reach: isHighway ? reach * 1.5 : reach * 0.7,
    length: reach * 5,
    oneWay: 0,
    swing: isHighway ? reach * 0.12 : 0.0006,
    wave: (0.7 + random.share()) / reach,
    phase: random.share() * 2 * Math.PI,
  };
}

function highwayName({ state, highway }: City, at: number, random: SeededRandom): string {
  if (at === 0) return highway;
  const number = 1 + random.below(99);
  return random.share() < 0.5 ? `US-${number}` : `${state}-${number + random.below(300)}`;
}

function roadsAway(city: City): Road[] {
  const others = cities
    .filter((other) => other.state === city.state && other !== city)
    .map((other) => {
      const north = other.latitude - city.latitude;
      const east = (other.longitude - city.longitude) * Math.cos(city.latitude * degree);
      return { east, north, distance: Math.hypot(east, north) };
    })
    .sort((one, other) => one.distance - other.distance)
    .filter(({ distance }, at) => at === 0 || (at < 3 && distance < near));
  return others.map(({ east, north, distance }) => ({
    name: city.highway,
    isHighway: true,
    east: east / distance,
    north: north / distance,
    offset: 0,
    reach: distance,
    length: distance / 2,
    oneWay: 1,
    swing: distance * 0.03,
    wave: (2 * Math.PI) / distance,
    phase: 0,
  }));
}
