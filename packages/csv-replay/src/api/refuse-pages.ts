interface Request {
  readonly headers: { readonly origin?: string | undefined };
}

interface Reply {
  code(status: 403): { send(problem: { statusCode: number; error: string; message: string }): unknown };
}

/**
 * Browsers let any page post without a body to any address, and tell its origin with it. The console judges origins and
 * keeps them to itself, so whoever tells one here has come past it.
 */
export async function refusePages({ headers }: Request, reply: Reply): Promise<void> {
  if (headers.origin === undefined) return;
  const message = "changes are not taken from web pages; the console's own pass through the console";
  await reply.code(403).send({ statusCode: 403, error: "Forbidden", message });
}
