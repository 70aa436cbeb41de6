import type { ProviderBar } from "../provider.ts";

/** A closed bar of a recording: what a `ProviderBar` says, but for when it was observed. */
export type RecordedBar = Omit<ProviderBar, "final" | "observedAt">;
