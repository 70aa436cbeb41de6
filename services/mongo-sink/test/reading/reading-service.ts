import { defineGateway, type RunningService, startService } from "@tributary/runtime";
import { MemoryCluster, type MongoServer, memoryPorts } from "@tributary/testing";
import { archives } from "../../src/archives.ts";
import { mongoConfig } from "../../src/mongo-config.ts";
import { readRoutes } from "../../src/reading/read-routes.ts";

/** The read routes alone, on the runtime's server, without a writer. */
const reading = defineGateway({
  name: "reading",
  summary: "The read routes",
  config: mongoConfig,
  routes: (app, { config, now }) => readRoutes(app, { config, archives, now }),
});

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the test knows what it asked for.
  readonly body: any;
}

export class ReadingService {
  readonly #service: RunningService;

  private constructor(service: RunningService) {
    this.#service = service;
  }

  static async start({ uri }: MongoServer, database: string): Promise<ReadingService> {
    const env = { MONGODB_URI: uri, MONGODB_DATABASE: database };
    const service = await startService(reading, memoryPorts({ cluster: new MemoryCluster(), env }));
    while (service.addresses.api === undefined) await new Promise(setImmediate);
    return new ReadingService(service);
  }

  async ask(path: string): Promise<Answer> {
    const answer = await fetch(`${this.#service.addresses.api}${path}`);
    return { status: answer.status, body: await answer.json() };
  }

  /** Ids of all pages, one after the other, and how many pages there were. */
  async pages(path: string): Promise<{ readonly ids: readonly string[]; readonly pages: number }> {
    const ids: string[] = [];
    let before: string | null = "";
    let pages = 0;
    while (before !== null) {
      const { body } = await this.ask(before === "" ? path : `${path}&before=${before}`);
      ids.push(...body.documents.map(({ _id }: { _id: string }) => _id));
      before = body.before as string | null;
      pages += 1;
    }
    return { ids, pages };
  }

  stop(): Promise<void> {
    return this.#service.stop();
  }
}
