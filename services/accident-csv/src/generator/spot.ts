import type { SeededRandom } from "@tributary/csv-replay/generating";
import { type City, cities } from "./cities.ts";
import { type Road, type RoadNet, roadNets, shore } from "./roads.ts";

/** Of the accidents around a city, those on the roads to the next ones: more where the country is empty. */
const away = { least: 0.1, most: 0.4, weight: 3 };

/** Where an accident happened. One object for all rows of a file, written anew for each. */
export class Spot {
  city: City = cities[0] as City;
  road: Road = roadNets[0]?.roads[0] as Road;
  /** Index of the road among those of its city. */
  roadNumber = 0;
  /** Millionths of a degree. */
  latitude = 0;
  longitude = 0;
  #net: RoadNet = roadNets[0] as RoadNet;

  choose(cityNumber: number, random: SeededRandom): void {
    this.city = cities[cityNumber] as City;
    this.#net = roadNets[cityNumber] as RoadNet;
    const { roads, inCity } = this.#net;
    const { weight } = this.city;
    const share = away.least + ((away.most - away.least) * away.weight) / (away.weight + weight);
    // The smaller of two numbers: the first roads are the busiest.
    const one = random.share();
    const other = random.share();
    this.roadNumber =
      random.share() < share
        ? inCity + Math.floor(one * (roads.length - inCity))
        : Math.floor((one < other ? one : other) * inCity);
    this.road = roads[this.roadNumber] as Road;
    this.#place(random);
  }

  /** The latitude of another point on the same road, some miles on, and its longitude; millionths of a degree. */
  further(miles: number): readonly [latitude: number, longitude: number] {
    const along = (miles / 69.05) * 1e6;
    return [
      this.latitude + Math.round(this.road.north * along),
      this.longitude + Math.round(this.road.east * along * this.#net.stretch),
    ];
  }

  #place(random: SeededRandom): void {
    const { east, north, offset, reach, length, oneWay, swing, wave, phase } = this.road;
    const { scaleEast, scaleNorth, seaEast, seaNorth, stretch } = this.#net;
    let along: number;
    if (oneWay === 1) along = random.share() * length;
    else {
      const far = Math.min(-Math.log(1 - random.share()) * reach, length);
      along = random.next() < 0x8000_0000 ? far : -far;
    }
    const across = offset + swing * Math.sin(along * wave + phase) + (random.share() - 0.5) * 0.0004;
    let x = (along * east - across * north) * scaleEast;
    let y = (along * north + across * east) * scaleNorth;
    if (oneWay === 0) {
      if (seaEast !== 0 && x * seaEast > shore) x = -x;
      if (seaNorth !== 0 && y * seaNorth > shore) y = -y;
    }
    this.latitude = Math.round((this.city.latitude + y) * 1e6);
    this.longitude = Math.round((this.city.longitude + x * stretch) * 1e6);
  }
}
