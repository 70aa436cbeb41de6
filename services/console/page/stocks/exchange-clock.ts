/** Zones of the exchanges that have one, as `@tributary/exchange-hours` has them; that brings 20 kB more than this table. */
const ZONES: Readonly<Record<string, string>> = {
  XNYS: "America/New_York",
  XNAS: "America/New_York",
  SYNTH: "America/New_York",
  XLON: "Europe/London",
};
const HOUR_MS = 3_600_000;

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
    if (this.zone === "UTC") return instant;
    const day = new Date(instant);
    const month = Date.UTC(day.getUTCFullYear(), day.getUTCMonth());
    let offset = this.#months.get(month);
    if (!this.#months.has(month)) {
      const [first, next] = [
        this.#ask(month),
        this.#ask(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1)),
      ];
      offset = first === next ? first : undefined;
      this.#months.set(month, offset);
    }
    return instant + (offset ?? this.#inHour(Math.floor(instant / HOUR_MS) * HOUR_MS));
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
