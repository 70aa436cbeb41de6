import { fileURLToPath } from "node:url";

/** The rules that containers are watched by: here they are the same. */
export const localRules: readonly string[] = [
  fileURLToPath(new URL("../../../deploy/prometheus/rules/*.yml", import.meta.url)),
];
