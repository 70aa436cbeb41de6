/** One variable that is missing or cannot be used. */
export interface ConfigFault {
  readonly name: string;
  /** The text as given, `***` where the variable is secret, undefined where nothing was given. */
  readonly given: string | undefined;
  /** Type with unit, range or choices. */
  readonly expected: string;
  readonly cure: string;
}

/** Everything that is wrong with a configuration, in one message that a person can act on. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const count = faults.length === 1 ? "1 variable" : `${faults.length} variables`;
    super([`The configuration cannot be used: ${count} to correct.`, ...faults.map(line)].join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

function line({ name, given, expected, cure }: ConfigFault): string {
  const shown = given === undefined ? "nothing" : JSON.stringify(given);
  return `  ${name}: given ${shown}, expected ${expected}. ${cure}`;
}
