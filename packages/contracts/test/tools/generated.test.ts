import { readFileSync } from "node:fs";
import { currentSchemas, generatedPath } from "../../tools/schema-files.ts";
import { typescriptOf } from "../../tools/typescript-of.ts";

test("there are schemas to generate from", () => {
  expect(currentSchemas().map(({ path }) => path)).toContain("src/transit/vehicle-position.avsc");
});

test.each(currentSchemas())("the module generated from $path is current (else: npm run generate)", (file) => {
  expect(readFileSync(generatedPath(file), "utf8")).toBe(typescriptOf(file.schema));
});
