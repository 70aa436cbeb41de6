export { ConfigError, type ConfigFault } from "./config-error.ts";
export {
  boolean,
  type Field,
  integer,
  list,
  type NumberOptions,
  number,
  type Options,
  oneOf,
  type Spec,
  string,
  url,
  type Values,
} from "./field.ts";
export type { Environment, ReadText } from "./given-texts.ts";
export { load } from "./load.ts";
export { misspellings } from "./misspellings.ts";
export { table } from "./table.ts";
