import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileDocument } from "../../src/live/file-document.ts";
import { collected } from "../collected.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "feed-"));
  file = join(folder, "feed.xml");
});
afterEach(() => rm(folder, { recursive: true }));

const forever = new AbortController().signal;
const text = async (body: AsyncIterable<Uint8Array> | undefined) =>
  body && Buffer.concat(await collected(body)).toString();

test("a file is read, is unchanged, and is read again when it was written", async () => {
  await writeFile(file, "one");
  const document = fileDocument(file, 1000);
  const first = await document.open(forever);
  expect(await text(first?.body)).toBe("one");
  first?.accepted();
  expect(await document.open(forever)).toBeUndefined();
  await writeFile(file, "two");
  await utimes(file, 1, 1);
  expect(await text((await document.open(forever))?.body)).toBe("two");
});

test("a file that is not there is unreachable, one too large is not read on", async () => {
  const document = fileDocument(file, 10);
  await expect(document.open(forever)).rejects.toMatchObject({ failure: "unreachable" });
  await writeFile(file, "x".repeat(11));
  await expect(text((await document.open(forever))?.body)).rejects.toMatchObject({ failure: "too_large" });
});
