import { computed, effect, signal } from "@preact/signals";
import type { DeadLetterDetail, DeadLetterPlace } from "@tributary/operations";
import type { ServiceStates } from "../overview/service-states.ts";
import { address, note } from "../shell/address.ts";
import { Poll } from "../shell/poll.ts";
import type { BadgeKind } from "../shell/state-badge.tsx";
import type { DeadLettersAnswer, GroupsAnswer } from "./answers.ts";
import {
  type FilterName,
  filterNames,
  letterAddress,
  listAddress,
  readOperationsAddress,
  writePlace,
} from "./operations-address.ts";
import { pageKind } from "./page-kind.ts";

/** So many rows at most; the count of all stands above. */
export const ROWS = 100;
/** Beyond the ten seconds that the console itself waits for Kafka. */
const pace = { everyMs: 5_000, staleAfterMs: 20_000, timeoutMs: 12_000 };

/** What the Operations page knows, asked every five seconds while it is seen; filter and choice are in the address. */
export class OperationsModel {
  readonly #seen = computed(() => readOperationsAddress(address.value.query));
  readonly filter = computed(() => this.#seen.value.filter);
  readonly letter = computed(() => this.#seen.value.letter);

  readonly groups = new Poll<GroupsAnswer>(() => "/operations/groups", pace);
  readonly services = new Poll<ServiceStates>(() => "/services", pace);
  readonly letters = new Poll<DeadLettersAnswer>(() => this.#listAddress.value, pace);
  readonly detail = new Poll<DeadLetterDetail>(() => this.#letterAddress.value, pace);

  readonly #listAddress = computed(() => listAddress(this.filter.value, ROWS));
  readonly #letterAddress = computed(() =>
    this.letter.value === undefined ? "" : letterAddress(this.letter.value),
  );
  /** Another filter is asked for: the page as a whole is not loading for that. */
  readonly #lettersKind = computed(() => {
    const kind = this.letters.kind.value;
    return kind === "loading" ? this.groups.kind.value : kind;
  });
  readonly #isOpen = signal(false);
  #release: (() => void) | undefined;

  readonly kind = computed<BadgeKind>(() =>
    pageKind({
      polls: [this.groups.kind.value, this.services.kind.value, this.#lettersKind.value],
      isEmpty:
        this.groups.value.value?.groups.length === 0 &&
        this.letters.value.value?.total === 0 &&
        this.services.value.value?.services.length === 0,
    }),
  );

  open(): void {
    if (this.#isOpen.peek()) return;
    this.#isOpen.value = true;
    for (const poll of [this.groups, this.services, this.letters]) poll.open();
    const followList = follow(this.#listAddress, () => this.letters.restart());
    const followLetter = follow(this.#letterAddress, (chosen) => {
      this.detail.close();
      this.detail.restart();
      if (chosen !== "") this.detail.open();
    });
    if (this.letter.peek() !== undefined) this.detail.open();
    this.#release = () => {
      followList();
      followLetter();
    };
  }

  close(): void {
    this.#isOpen.value = false;
    this.#release?.();
    for (const poll of [this.groups, this.services, this.letters, this.detail]) poll.close();
  }

  /** After an action: what is shown is out of date. */
  refresh(): void {
    for (const poll of [this.groups, this.letters, this.detail]) poll.again();
  }

  choose(name: FilterName, value: string | null): void {
    note({ [name]: value });
  }

  clearFilter(): void {
    note(Object.fromEntries(filterNames.map((name) => [name, null])));
  }

  select(place: DeadLetterPlace | undefined): void {
    note({ letter: place === undefined ? null : writePlace(place) });
  }
}

/** Calls when the value has become another one; not for the one it has now. */
function follow<T>(value: { readonly value: T; peek(): T }, changed: (value: T) => void): () => void {
  let known = value.peek();
  return effect(() => {
    const now = value.value;
    if (now === known) return;
    known = now;
    changed(now);
  });
}
