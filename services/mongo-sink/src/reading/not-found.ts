/** What is asked for is not there; the message says what is. */
export class NotFound extends Error {
  override readonly name = "Not Found";
  readonly statusCode = 404;
}
