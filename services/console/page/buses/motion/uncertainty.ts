/** Error of a fix under open sky, metres. */
const FIX_METERS = 8;
/** Metres that a bus in traffic is off its expected place after one second of silence. */
const SPREAD_METERS = 9;
/** The spread grows with silence to this power: about 1 M fixes (onebusaway-android, pull request 2191). */
const GROWTH = 0.477;

/** Half the length of road, metres, in which a bus probably is so many seconds after its last fix. */
export function uncertaintyMeters(seconds: number): number {
  return FIX_METERS + SPREAD_METERS * Math.max(0, seconds) ** GROWTH;
}
