const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1", "[::1]"]);

/** Whether a host name, as in HTTP_HOST or in a URL, reaches nothing but this machine. */
export function isLoopback(hostName: string): boolean {
  return LOOPBACK.has(hostName);
}

/** The name in a Host header, in lower case and without the port; undefined when it is none. */
export function hostNameOf(host: string): string | undefined {
  const url = `http://${host}/`;
  return URL.canParse(url) && new URL(url).host !== "" ? new URL(url).hostname : undefined;
}
