import { eventually, type MongoServer, startMongo } from "@tributary/testing";
import { ReadingService } from "./reading-service.ts";

let server: MongoServer | undefined;
let reading: ReadingService;

beforeAll(async () => {
  server = await startMongo({ kind: "plain", own: true });
  if (server !== undefined) reading = await ReadingService.start(server, server.database);
}, 300_000);

afterAll(async () => {
  await reading?.stop();
  await server?.stop();
});

const away = {
  status: 503,
  body: {
    statusCode: 503,
    error: "Service Unavailable",
    message: expect.stringMatching(/^MongoDB does not answer, or not within 2 s: it is away/),
  },
};
const paths = ["/collections", "/documents/accidents", "/documents/accidents/A-1"];

test("a MongoDB that is gone is told as such on every route; when it is back, so are the answers", async () => {
  if (server === undefined) return;
  expect((await reading.ask("/collections")).status).toBe(200);
  await server.kill();
  expect(await Promise.all(paths.map((path) => reading.ask(path)))).toEqual([away, away, away]);
  await server.restart();
  await eventually(async () => expect((await reading.ask("/collections")).status).toBe(200));
  expect((await reading.ask("/documents/accidents/A-1")).status).toBe(404);
});

test("one that hangs is told as away as well", async () => {
  if (server === undefined) return;
  await eventually(async () => expect((await reading.ask("/collections")).status).toBe(200));
  server.signal("SIGSTOP");
  expect(await Promise.all(paths.map((path) => reading.ask(path)))).toEqual([away, away, away]);
  server.signal("SIGCONT");
  await eventually(async () => expect((await reading.ask("/collections")).status).toBe(200));
});
