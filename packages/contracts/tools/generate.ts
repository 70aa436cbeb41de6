import { writeFileSync } from "node:fs";
import { currentSchemas, generatedPath } from "./schema-files.ts";
import { typescriptOf } from "./typescript-of.ts";

for (const file of currentSchemas()) writeFileSync(generatedPath(file), typescriptOf(file.schema));
