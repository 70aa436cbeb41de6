/** The service contradicts its own definition: no record is to blame, and the service ends. */
export class DefinitionError extends Error {
  override readonly name = "DefinitionError";
}
