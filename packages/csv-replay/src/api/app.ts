import type { Replay } from "@tributary/runtime";

/** The HTTP server the runtime hands to a replay. */
export type App = Parameters<NonNullable<Replay["routes"]>>[0];
