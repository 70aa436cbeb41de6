import type {
  DeadLetterDetail,
  DeadLetterFilter,
  DeadLetterPage,
  DeadLetterPlace,
  DeadLetterSelection,
  GroupState,
  Operations,
  ResendReport,
} from "@tributary/operations";

/** Operations on lists in memory, which a test fills, breaks and looks into. */
export class FakeOperations implements Operations {
  held: GroupState[] = [];
  letters: DeadLetterDetail[] = [];
  /** Thrown by every call. */
  failure: Error | undefined;
  /** Awaited by every call, for one that takes its time. */
  hold: Promise<void> | undefined;
  /** Total and completeness told instead of the truth, for logs too long to be read whole. */
  beyond: Pick<DeadLetterPage, "total" | "isComplete"> | undefined;
  /** Offsets that cannot be sent again, and why. */
  readonly unsendable = new Map<number, string>();
  /** Every call, as `name(arguments)`. */
  readonly calls: string[] = [];

  async groups(): Promise<readonly GroupState[]> {
    await this.#called("groups");
    return this.held;
  }

  async deadLetters(filter: DeadLetterFilter, limit: number): Promise<DeadLetterPage> {
    await this.#called("deadLetters", filter, limit);
    const all = this.#matching(filter).sort((a, b) => b.buriedAt - a.buriedAt);
    return { deadLetters: all.slice(0, limit), total: all.length, isComplete: true, ...this.beyond };
  }

  async deadLetter(place: DeadLetterPlace): Promise<DeadLetterDetail | undefined> {
    await this.#called("deadLetter", place);
    return this.letters.find((letter) => isAt(letter, place));
  }

  async resend(
    what: DeadLetterSelection,
    { dryRun, again = false }: { dryRun: boolean; again?: boolean },
  ): Promise<ResendReport> {
    await this.#called("resend", what, { dryRun, again });
    const matched =
      "offset" in what ? this.letters.filter((letter) => isAt(letter, what)) : this.#matching(what);
    const due = matched.filter(({ resentAt }) => again || resentAt.length === 0);
    const failed = due.flatMap(({ group, partition, offset }) => {
      const problem = this.unsendable.get(offset);
      return problem === undefined ? [] : [{ group, partition, offset, problem }];
    });
    const sent = due.filter(({ offset }) => !this.unsendable.has(offset));
    if (!dryRun) {
      this.letters = this.letters.map((letter) =>
        sent.includes(letter)
          ? { ...letter, resentAt: [...letter.resentAt, letter.buriedAt + 60_000] }
          : letter,
      );
    }
    const alreadyResent = matched.length - due.length;
    return { matched: matched.length, resent: sent.length, alreadyResent, failed };
  }

  async purge(
    { group, buriedBefore = Number.POSITIVE_INFINITY }: { group: string; buriedBefore?: number },
    { dryRun }: { dryRun: boolean },
  ): Promise<{ purged: number }> {
    await this.#called("purge", group, dryRun);
    const gone = this.letters.filter((letter) => letter.group === group && letter.buriedAt < buriedBefore);
    if (!dryRun) this.letters = this.letters.filter((letter) => !gone.includes(letter));
    return { purged: gone.length };
  }

  async resume(group: string): Promise<boolean> {
    await this.#called("resume", group);
    const wasTripped = this.held.some((state) => state.group === group && state.tripped !== null);
    this.held = this.held.map((state) => (state.group === group ? { ...state, tripped: null } : state));
    return wasTripped;
  }

  async #called(name: string, ...given: unknown[]): Promise<void> {
    this.calls.push(`${name}(${given.map((one) => JSON.stringify(one)).join(", ")})`);
    await this.hold;
    if (this.failure !== undefined) throw this.failure;
  }

  #matching({ group, error, stage, topic }: DeadLetterFilter): DeadLetterDetail[] {
    return this.letters.filter(
      ({ letter }) =>
        (group ?? letter.group) === letter.group &&
        (error ?? letter.error) === letter.error &&
        (stage ?? letter.stage) === letter.stage &&
        (topic ?? letter.topic) === letter.topic,
    );
  }
}

function isAt(a: DeadLetterPlace, b: DeadLetterPlace): boolean {
  return a.group === b.group && a.partition === b.partition && a.offset === b.offset;
}
