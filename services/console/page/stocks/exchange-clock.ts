/** Zones of the exchanges that have one, as `@tributary/exchange-hours` has them; that brings 20 kB more than this table. */
const ZONES: Readonly<Record<string, string>> = {
  XNYS: "America/New_York",
  XNAS: "America/New_York",
  SYNTH: "America/New_York",
  XLON: "Europe/London",
};
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** IANA name of the zone whose midnights begin the exchange's days; UTC for one that has none. */
export function zoneOf(exchange: string | null | undefined): string {
  return ZONES[exchange ?? ""] ?? "UTC";
}

/** What an exchange's clocks show. */
export class ExchangeClock {
  readonly zone: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #months = new Map<number, number | undefined>();
  readonly #hours = new Map<number, number>();

  constructor(zone: string) {
    this.zone = zone;
    this.#format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  }

  /** ms since the epoch, as if the exchange's clock were UTC. Intl is asked twice a month, and hourly where clocks change. */
  local(instant: number): number {
    return instant + this.#offset(instant);
  }

  /**
   * The same, but always rising, as a chart's axis must: when clocks go back, the hour that comes twice is put, the second
   * time, into the last minute of the first. Minutes stay apart.
   */
  place(instant: number): number {
    const before = this.#offset(instant - HOUR_MS);
    const back = before - this.#offset(instant);
    if (back <= 0) return this.local(instant);
    // The clocks were changed at a whole hour, and by one.
    const since = instant % HOUR_MS;
    const end = instant - since + before;
    return end - MINUTE_MS + ((since + MINUTE_MS) * MINUTE_MS) / (HOUR_MS + MINUTE_MS);
  }

  #offset(instant: number): number {
    if (this.zone === "UTC") return 0;
    const day = new Date(instant);
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
    const first = Date.UTC(year, month);
    let offset = this.#months.get(first);
    if (offset === undefined && !this.#months.has(first)) {
      const asked = this.#ask(first);
      offset = asked === this.#ask(Date.UTC(year, month + 1)) ? asked : undefined;
      this.#months.set(first, offset);
    }
    return offset ?? this.#inHour(Math.floor(instant / HOUR_MS) * HOUR_MS);
  }

  #inHour(hour: number): number {
    const known = this.#hours.get(hour) ?? this.#ask(hour);
    this.#hours.set(hour, known);
    return known;
  }

  #ask(instant: number): number {
    const name = this.#format.formatToParts(instant).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
    return sign === "-" ? -size : size;
  }
}
