import { readdirSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { SortCache } from "../../src/order/sort-cache.ts";
import { InputError } from "../../src/row-source.ts";
import { scratch } from "../reading/scratch.ts";

const { folder } = scratch();

test("a disk that is full is told in words, and nothing is left", async () => {
  const cacheFolder = join(folder, "full");
  const cache = new SortCache(cacheFolder);
  const error = await cache
    .make("copy", 0, async () => {
      const full = await open("/dev/full", "w");
      try {
        await full.write(Buffer.alloc(4_096));
        throw new Error("/dev/full has room");
      } finally {
        await full.close();
      }
    })
    .catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(InputError);
  expect(String(error)).toMatch(/The disk of .*full is full: there is no room to sort\. Make room there/);
  expect(readdirSync(cacheFolder)).toEqual([]);
});
