/** A control of a replay that a service offers: `POST /api/flight-csv/replay/pause`. */
export interface ReplayAction {
  readonly service: string;
  /** What is done, such as `pause` or `seek`. */
  readonly verb: string;
}

/** Nothing but plain names: no dots, no escapes, no further part that the service might read as another path. */
const pattern = /^\/api\/([a-z][a-z0-9-]*)\/replay\/([a-z][a-z-]*)$/;

/** The control a request asks for, or undefined when it asks for something else. */
export function replayAction(request: {
  readonly method: string;
  readonly url: string;
}): ReplayAction | undefined {
  if (request.method !== "POST") return undefined;
  const [, service, verb] = pattern.exec(request.url) ?? [];
  return service === undefined || verb === undefined ? undefined : { service, verb };
}
