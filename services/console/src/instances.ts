import type { LookupAddress } from "node:dns";
import { isIP } from "node:net";
import { isLoopback } from "./host-name.ts";

/** The instances behind a URL. */
export type InstancesOf = (url: URL) => Promise<readonly URL[]>;

export interface InstancesOptions {
  /** All addresses of a host name, as `dns.promises.lookup` gives them; rejects for a name that has none. */
  readonly lookup: (hostName: string) => Promise<readonly LookupAddress[]>;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** How long addresses are believed: replicas come and go, and many requests ask. */
  readonly maxAgeMs: number;
}

/**
 * A host name with several addresses, as an orchestrator gives it to a service of several replicas, stands for as many
 * instances, in the order of their addresses; the replicas need not be configured one by one. All else is the one instance
 * it names: an address, a name with one address or none, and https, whose certificate is for the name.
 */
export function instancesOf({ lookup, now, maxAgeMs }: InstancesOptions): InstancesOf {
  const known = new Map<string, { readonly at: number; readonly instances: Promise<readonly URL[]> }>();
  return (url) => {
    if (
      url.protocol !== "http:" ||
      isLoopback(url.hostname) ||
      isIP(url.hostname.replace(/^\[|\]$/g, "")) !== 0
    ) {
      return Promise.resolve([url]);
    }
    const found = known.get(url.href);
    if (found !== undefined && now() - found.at < maxAgeMs) return found.instances;
    const instances = lookup(url.hostname).then(
      (addresses) => oneForEach(url, addresses),
      () => [url],
    );
    known.set(url.href, { at: now(), instances });
    return instances;
  };
}

function oneForEach(url: URL, addresses: readonly LookupAddress[]): readonly URL[] {
  // A replica that is reached by IPv4 and IPv6 has an address of each, and is one all the same.
  const family = addresses[0]?.family;
  const own = [
    ...new Set(addresses.filter((found) => found.family === family).map(({ address }) => address)),
  ];
  if (own.length < 2) return [url];
  return own.sort().map((address) => {
    const instance = new URL(url);
    instance.hostname = family === 6 ? `[${address}]` : address;
    return instance;
  });
}
