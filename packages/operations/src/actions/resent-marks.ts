import { controlTopicName } from "@tributary/contracts";
import { type Control, letterKey, resentKey } from "../control/control.ts";
import type { Bounds } from "../log-reading/batches.ts";
import type { DeadLetterPlace } from "../operations.ts";
import type { Outbox } from "./outbox.ts";

/** What is remembered of re-sent letters: keys in `<group>.control`. */
export class ResentMarks {
  readonly #outbox: Outbox;
  readonly #by: string;

  constructor(outbox: Outbox, by: string) {
    this.#outbox = outbox;
    this.#by = by;
  }

  /** `at`: when the letter was sent again before, and now; newest last. */
  async add(place: DeadLetterPlace, at: readonly number[]): Promise<void> {
    await this.#outbox.send(controlTopicName(place.group), {
      key: resentKey(letterKey(place)),
      value: Buffer.from(JSON.stringify({ at })),
      headers: { by: this.#by },
    });
  }

  /** Forgets letters that are gone, or the topic would keep their keys for ever. */
  async forgetGone(group: string, { resent }: Control, letters: readonly Bounds[]): Promise<void> {
    const gone = [...resent.keys()].filter((letter) => {
      const [partition = "", offset = ""] = letter.split(":");
      return Number(offset) < (letters[Number(partition)]?.start ?? Number.POSITIVE_INFINITY);
    });
    await Promise.all(
      gone.map((letter) =>
        this.#outbox.send(controlTopicName(group), { key: resentKey(letter), value: null }),
      ),
    );
  }
}
