import { InputError } from "../row-source.ts";

/** What the system says against a file, in words for the person who named it. */
export function fileFault(path: string, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const cause = { cause: error };
  switch (codeOf(error)) {
    case "ENOENT":
    case "ENOTDIR":
      return new InputError(`There is no file ${path}. Check the name and the folder it is in.`, cause);
    case "EACCES":
    case "EPERM":
      return new InputError(
        `${path} may not be read by this user. Give the permission, for example chmod a+r, also to its folder.`,
        cause,
      );
    case "EISDIR":
      return new InputError(`${path} is a folder. Name the CSV file in it.`, cause);
    case "Z_BUF_ERROR":
      return new InputError(
        `${path} is damaged: its gzip data end too early. Copy or download it again.`,
        cause,
      );
    case "Z_DATA_ERROR":
      return new InputError(
        `${path} is damaged: its gzip data do not fit their checksum or format. Copy or download it again.`,
        cause,
      );
    default:
      return new InputError(`${path} cannot be read: ${wordsOf(error)}`, cause);
  }
}

/** The system's name of an error, such as `ENOENT`. */
export function codeOf(error: unknown): string | undefined {
  const code = fieldOf(error, "code");
  return typeof code === "string" ? code : undefined;
}

function wordsOf(error: unknown): string {
  return String(fieldOf(error, "message") ?? error);
}

function fieldOf(error: unknown, field: string): unknown {
  return typeof error === "object" && error !== null ? Reflect.get(error, field) : undefined;
}
