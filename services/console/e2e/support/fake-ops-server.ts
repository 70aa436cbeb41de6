import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An ops server whose process may seem to begin anew, or be unready for a reason. */
export interface FakeOpsServer {
  readonly url: string;
  /** As if another process had taken its place. */
  restart(): void;
  /** Unready for it, or ready when undefined. */
  fail(reason: string | undefined): void;
  close(): void;
}

export async function startFakeOpsServer(): Promise<FakeOpsServer> {
  let startedAt = Date.now() - 3_600_000;
  let reason: string | undefined;
  const server = createServer(({ url }, response) => {
    const ready = reason === undefined;
    const checks = [{ name: "partitions", ok: ready, detail: reason ?? "ok" }];
    const status = url === "/readyz" && !ready ? 503 : 200;
    response.writeHead(status).end(JSON.stringify({ ready, checks, startedAt }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    restart: () => {
      startedAt += 1_000;
    },
    fail: (why) => {
      reason = why;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
