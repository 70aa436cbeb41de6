import type { DeadLetterFilter, DeadLetterPlace, Operations } from "@tributary/operations";
import type { FastifyError, FastifyInstance, FastifyRequest } from "fastify";
import { clusterProblem } from "./cluster-problem.ts";
import { errorCounts } from "./error-counts.ts";
import * as schemas from "./operations-schemas.ts";
import { SharedAnswers, within } from "./shared-answers.ts";

export interface OperationsRoutesOptions {
  /** Asked at every request; rejects while Kafka is away. */
  readonly open: () => Promise<Operations>;
  /** Wall clock, epoch ms. */
  readonly now: () => number;
  /** Why whoever asks this may not act, or undefined when they may: for the page to say so beforehand. */
  readonly refusal: (request: FastifyRequest) => Promise<string | undefined>;
  readonly keptMs?: number;
  readonly patienceMs?: number;
}

/** Errors are counted among so many of the newest. */
const COUNTED = 1_000;
/** Resending and purging many takes its time; the work goes on when the asker has gone. */
const ACTION_PATIENCE_MS = 120_000;

interface Resending {
  readonly place?: DeadLetterPlace;
  readonly filter?: DeadLetterFilter;
  readonly dryRun: boolean;
  readonly again?: boolean;
}

type Asked = DeadLetterFilter & { readonly limit: number };

/**
 * `/operations/…`: groups, dead letters, and the three things one may do about them. Reads are shared among all pages
 * for two seconds and bounded in time; 503 in words while Kafka is away. Who may act is the door's matter.
 */
export async function operationsRoutes(
  app: FastifyInstance,
  options: OperationsRoutesOptions,
): Promise<void> {
  const { open, now, refusal, keptMs = 2_000, patienceMs = 8_000 } = options;
  const shared = new SharedAnswers({ clock: () => performance.now(), keptMs, patienceMs, most: 32 });
  const read = <T>(question: unknown[], find: (operations: Operations) => Promise<T>) =>
    shared.ask(JSON.stringify(question), async () => find(await open()));
  const act = async <T>(change: (operations: Operations) => Promise<T>) => {
    try {
      return await within(open().then(change), ACTION_PATIENCE_MS);
    } finally {
      shared.forget();
    }
  };
  const list = (filter: DeadLetterFilter) =>
    read(["dead letters", filter.group, filter.error, filter.stage, filter.topic], (operations) =>
      operations.deadLetters(filter, COUNTED),
    );

  app.addHook("onSend", async (_request, reply) => void reply.header("cache-control", "no-store"));
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const problem = clusterProblem(error);
    if (problem === undefined) throw error;
    if (problem.statusCode === 503) void reply.header("retry-after", "2");
    return reply.code(problem.statusCode).send(problem);
  });

  app.get("/operations/groups", { schema: schemas.groupsSchema }, async (request) => {
    const groups = await read(["groups"], (operations) => operations.groups());
    const reason = (await refusal(request)) ?? null;
    return { clock: now(), actions: { allowed: reason === null, reason }, groups };
  });

  app.get<{ Querystring: Asked }>(
    "/operations/dead-letters",
    { schema: schemas.deadLettersSchema },
    async ({ query: { limit, ...filter } }) => {
      const { error: _, ...others } = filter;
      // The errors one may choose among are those the other filters leave.
      const [page, all] = await Promise.all([list(filter), list(others)]);
      return {
        clock: now(),
        ...page,
        deadLetters: page.deadLetters.slice(0, limit),
        errors: errorCounts(all),
        countedErrorsOf: all.deadLetters.length,
      };
    },
  );

  app.get<{ Params: DeadLetterPlace }>(
    "/operations/dead-letters/:group/:partition/:offset",
    { schema: schemas.deadLetterSchema },
    async ({ params: { group, partition, offset } }, reply) => {
      const found = await read(["dead letter", group, partition, offset], (operations) =>
        operations.deadLetter({ group, partition, offset }),
      );
      if (found !== undefined) return found;
      const message = `no dead letter is at ${group} ${partition}·${offset} any more: purged, or older than 14 days`;
      return reply.code(404).send({ statusCode: 404, error: "Not Found", message });
    },
  );

  app.post<{ Body: Resending }>(
    "/operations/dead-letters/resend",
    { schema: schemas.resendSchema },
    ({ body: { place, filter = {}, ...how } }) =>
      act((operations) => operations.resend(place ?? filter, how)),
  );

  app.post<{ Body: { group: string; buriedBefore?: number; dryRun: boolean } }>(
    "/operations/dead-letters/purge",
    { schema: schemas.purgeSchema },
    ({ body: { dryRun, ...what } }) => act((operations) => operations.purge(what, { dryRun })),
  );

  app.post<{ Params: { group: string } }>(
    "/operations/groups/:group/resume",
    { schema: schemas.resumeSchema },
    ({ params: { group } }) => act(async (operations) => ({ resumed: await operations.resume(group) })),
  );
}
