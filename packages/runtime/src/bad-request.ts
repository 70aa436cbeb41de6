/** A request that cannot be meant as it stands; the message says what would do. */
export class BadRequest extends Error {
  override readonly name = "Bad Request";
  readonly statusCode = 400;
}
