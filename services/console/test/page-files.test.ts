import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { pageFiles } from "../src/page-files.ts";

const dist = mkdtempSync(join(tmpdir(), "console-dist-"));
let app: FastifyInstance;

beforeAll(async () => {
  mkdirSync(join(dist, "assets"));
  writeFileSync(join(dist, "assets/page-abc.js"), "plain");
  writeFileSync(join(dist, "assets/page-abc.js.br"), "brotli");
  app = Fastify();
  await pageFiles(app, dist);
});
afterAll(async () => {
  await app.close();
  rmSync(dist, { recursive: true });
});

const page = (url: string) => app.inject({ url, headers: { accept: "text/html,*/*" } });

test("says how to build a page that is not built", async () => {
  const answer = await page("/buses");
  expect([answer.statusCode, answer.body]).toEqual([503, expect.stringContaining("npm run build")]);
});

test("answers every page address with the one document, never kept", async () => {
  writeFileSync(join(dist, "index.html"), "<title>Tributary</title>");
  for (const url of ["/", "/buses", "/buses?lines=24"]) {
    const answer = await page(url);
    expect([answer.statusCode, answer.body]).toEqual([200, "<title>Tributary</title>"]);
    expect(answer.headers["cache-control"]).toBe("no-cache");
  }
});

test("keeps hashed assets for ever and sends them compressed", async () => {
  const answer = await app.inject({ url: "/assets/page-abc.js", headers: { "accept-encoding": "br" } });
  expect([answer.body, answer.headers["content-encoding"]]).toEqual(["brotli", "br"]);
  expect(answer.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect((await app.inject("/assets/page-abc.js")).body).toBe("plain");
});

test("answers what is not there with 404, not with the page", async () => {
  expect((await app.inject("/assets/gone.js")).statusCode).toBe(404);
  expect((await app.inject("/../package.json")).statusCode).toBe(404);
});

test("lets scripts and styles come from here only, and does not force https on loopback", async () => {
  const { headers } = await page("/");
  expect(headers["content-security-policy"]).toBe(
    "default-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  );
  expect(headers["strict-transport-security"]).toBeUndefined();
});
