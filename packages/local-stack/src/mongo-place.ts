/** Where a connection string leads to, without the credentials and options in it. */
export function mongoPlace(uri: string): string {
  // A password that was not escaped may hold a slash: what counts is the last @.
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/)(?:.*@)?([^/?]*).*$/, "$1$2");
}
