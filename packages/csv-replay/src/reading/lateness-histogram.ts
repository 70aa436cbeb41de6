/** Buckets a power of two: a bucket is 1/32 of its lower end wide. */
const perOctave = 32;

/** Durations, counted by size in constant memory: 53 octaves of 32 buckets. */
export class LatenessHistogram {
  count = 0;
  /** Milliseconds, exact. */
  max = 0;
  readonly #buckets = new Float64Array(54 * perOctave);

  /** `ms` is a whole number above 0. */
  add(ms: number): void {
    this.count++;
    if (ms > this.max) this.max = ms;
    const bucket = bucketOf(ms);
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
  }

  /** A duration that `share` of those added do not exceed, at most 1/32 too long; 0 if there are none. */
  quantile(share: number): number {
    let below = 0;
    for (const [bucket, count] of this.#buckets.entries()) {
      below += count;
      if (count > 0 && below >= this.count * share) return Math.min(endOf(bucket), this.max);
    }
    return this.max;
  }
}

function bucketOf(ms: number): number {
  const octave = Math.min(Math.floor(Math.log2(Math.max(ms, 1))), 53);
  const within = Math.floor((ms / 2 ** octave - 1) * perOctave);
  return octave * perOctave + Math.min(Math.max(within, 0), perOctave - 1);
}

/** The longest duration of a bucket. */
function endOf(bucket: number): number {
  const octave = Math.floor(bucket / perOctave);
  return 2 ** octave * (1 + ((bucket % perOctave) + 1) / perOctave);
}
