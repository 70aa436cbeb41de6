import { parse } from "yaml";

const rule = "compose-services";
const file = "docker-compose.yml";

/** Every service can be deployed: the compose file builds it, and the console looks after it. */
export function composeServices(tree) {
  const services = tree.files.flatMap((path) => /^services\/([^/]+)\/package\.json$/.exec(path)?.[1] ?? []);
  if (services.length === 0) return [];
  if (!tree.files.includes(file)) return [{ file, rule, message: "is missing" }];
  const finding = (message) => ({ file, rule, message });
  let entries;
  try {
    // `<<` takes over what services have in common.
    entries = parse(tree.read(file), { merge: true })?.services ?? {};
  } catch (error) {
    return [finding(`is no YAML: ${error.message.split("\n")[0]}`)];
  }
  const watched = namesIn(entries.console?.environment?.OPS_URLS);
  return services.flatMap((name) => {
    const entry = entries[name];
    if (entry === undefined) return [finding(`has no service ${name}, the one of services/${name}`)];
    const built = entry.build?.args?.SERVICE;
    const faults = [];
    if (built !== name)
      faults.push(finding(`${name} is built with SERVICE ${built ?? "unset"}, not ${name}`));
    if (!watched.includes(name)) faults.push(finding(`${name} is not in OPS_URLS of the console`));
    return faults;
  });
}

function namesIn(urls = "") {
  return urls.split(",").map((entry) => entry.split("=")[0].trim());
}
