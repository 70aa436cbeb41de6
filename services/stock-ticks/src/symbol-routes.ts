import { refusePages } from "@tributary/csv-replay";
import type { App } from "./app.ts";
import type { FollowedSymbol, FollowedSymbols } from "./followed-symbols.ts";
import { addSchema, listSchema, removeSchema } from "./symbol-schema.ts";

interface Reply {
  code(status: number): { send(body: object): unknown };
}

/** `GET /symbols`, `POST /symbols` and `DELETE /symbols/:symbol`. */
export function symbolRoutes(app: App, followed: FollowedSymbols, now: () => number): void {
  const onRequest = refusePages;

  app.get("/symbols", { schema: listSchema }, (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { clock: now(), symbols: followed.list.map(told) };
  });

  app.post<{ Body: { symbol: string } }>(
    "/symbols",
    { schema: addSchema, onRequest },
    async ({ body }, reply) => {
      const symbol = body.symbol.trim();
      try {
        const added = await followed.add(symbol);
        if (added !== undefined) return await reply.code(added.isNew ? 201 : 200).send(told(added.followed));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return refuse(reply, 503, `whether there is ${symbol} cannot be found out now: ${why}`);
      }
      return refuse(reply, 404, `no provider of this service knows ${symbol}`);
    },
  );

  app.delete<{ Params: { symbol: string } }>(
    "/symbols/:symbol",
    { schema: removeSchema, onRequest },
    async ({ params: { symbol } }, reply) => {
      if (await followed.remove(symbol)) return reply.code(204).send();
      return refuse(reply, 404, `${symbol} is not followed`);
    },
  );
}

/** Not thrown: the server hides what stands in errors of 500 and more, and this is meant to be read. */
function refuse(reply: Reply, statusCode: 404 | 503, message: string) {
  const error = statusCode === 404 ? "Not Found" : "Service Unavailable";
  return reply.code(statusCode).send({ statusCode, error, message });
}

function told({ symbol, feed, problem }: FollowedSymbol) {
  const { status, description, provider } = feed ?? {};
  return {
    symbol,
    name: description?.name ?? null,
    exchange: description?.exchange ?? null,
    currency: description?.currency ?? null,
    interval: description?.interval ?? null,
    source: provider?.name ?? null,
    state: status?.state ?? "unknown",
    sinceAt: status?.sinceAt ?? null,
    lastTickAt: status?.lastTickAt ?? null,
    reason: status?.reason ?? problem ?? null,
  };
}
