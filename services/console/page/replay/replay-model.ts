import { computed, signal } from "@preact/signals";
import type { ReplayStatus } from "@tributary/csv-replay";
import { Poll } from "../shell/poll.ts";
import { send } from "../shell/send.ts";
import { type Link, SteadyStream } from "../stream/steady-stream.ts";
import { bodyOf, type Control } from "./control.ts";

/** Whether the console takes controls from here. */
export interface Permission {
  readonly allowed: boolean;
  readonly reason: string | null;
}

/** The replay that a service plays: what it tells of itself, and the way to control it. */
export class ReplayModel {
  /** Name of the service that replays. */
  readonly service: string;
  /** What was heard last; stays when the connection is lost. */
  readonly status = signal<ReplayStatus | undefined>(undefined);
  readonly link = signal<Link>({ kind: "connecting" });
  readonly permission = new Poll<Permission>(() => "/actions", {
    everyMs: 30_000,
    staleAfterMs: 90_000,
    timeoutMs: 5_000,
  });
  /** The control that is on its way. */
  readonly doing = signal<Control["verb"] | undefined>(undefined);
  /** Why the last control was not done, in words. */
  readonly problem = signal<string | undefined>(undefined);

  /** Why nothing can be controlled now, or undefined when it can. */
  readonly hindrance = computed<string | undefined>(() => {
    const permission = this.permission.value.value;
    if (permission?.allowed === false) return permission.reason ?? "not allowed";
    const link = this.link.value;
    if (link.kind === "waiting" || link.kind === "failed") return link.reason;
    if (this.status.value === undefined || permission === undefined) return "asking the replay how it is";
    return undefined;
  });

  readonly #stream = new SteadyStream({
    event: ({ event, data }) => {
      if (event === "reconnect") return "reconnect";
      if (event === "status") {
        this.status.value = JSON.parse(data) as ReplayStatus;
        if (this.link.peek().kind !== "open") this.link.value = { kind: "open" };
      }
      return undefined;
    },
    link: (link) => {
      this.link.value = link;
    },
  });

  constructor(service: string) {
    this.service = service;
  }

  open(): void {
    this.permission.open();
    this.#stream.open(`/api/${this.service}/replay/events`);
  }

  close(): void {
    this.permission.close();
    this.#stream.close();
  }

  retryNow(): void {
    this.#stream.retryNow();
  }

  /** Pauses what runs, resumes what is paused; nothing where nothing can be controlled. */
  toggle(): void {
    const state = this.status.peek()?.state;
    if (this.hindrance.peek() !== undefined) return;
    if (state === "running") void this.control({ verb: "pause" });
    if (state === "paused") void this.control({ verb: "resume" });
  }

  async control(control: Control): Promise<void> {
    if (this.doing.peek() !== undefined) return;
    this.doing.value = control.verb;
    this.problem.value = undefined;
    try {
      this.status.value = (await send(
        "POST",
        `/api/${this.service}/replay/${control.verb}`,
        bodyOf(control),
        this.service,
      )) as ReplayStatus;
    } catch (error) {
      this.problem.value = (error as Error).message;
    }
    this.doing.value = undefined;
  }
}
