import { posix } from "node:path";
import { allowedRooms, isKnown, roomOf } from "./rooms.mjs";

const rule = "import-boundaries";

/** Who may import whom: the table of DESIGN.md 1, and no way around a package's exports. */
export function importBoundaries(tree, modules) {
  const services = new Set(
    tree.files.map(roomOf).flatMap((room) => (room?.kind === "services" ? [room.name] : [])),
  );
  const findings = unknownRooms(tree);
  for (const { path, imports } of modules) {
    const own = roomOf(path);
    for (const { from } of imports) {
      const message = from.startsWith(".")
        ? leavesRoom(path, own, from)
        : from.startsWith("@tributary/")
          ? forbidden(tree, path, own, from, services)
          : undefined;
      if (message !== undefined) findings.push({ file: path, rule, message });
    }
  }
  return findings;
}

function unknownRooms(tree) {
  return tree.files
    .filter((path) => /^packages\/[^/]+\/package\.json$/.test(path) && !isKnown(roomOf(path)))
    .map((file) => ({
      file,
      rule,
      message: "is not in the table of who may import whom (check-tree/rooms.mjs)",
    }));
}

function leavesRoom(path, own, from) {
  if (own === undefined) return undefined;
  const target = posix.join(posix.dirname(path), from);
  if (target.startsWith(`${own.kind}/${own.name}/`)) return undefined;
  return `imports ${from}, which is outside its package: import the package by its name`;
}

function forbidden(tree, path, own, from, services) {
  const [, name, ...sub] = from.split("/");
  if (name === own?.name) return `imports its own package by name (${from}): use the file`;
  const allowed = allowedRooms(path);
  const group = services.has(name) ? "services" : name;
  if (!allowed.includes(group)) return `may not import ${from}; it may import ${allowed.join(", ")}`;
  const manifest = `${services.has(name) ? "services" : "packages"}/${name}/package.json`;
  if (!tree.files.includes(manifest)) return `imports ${from}, and there is no ${manifest}`;
  const entry = sub.length === 0 ? "." : `./${sub.join("/")}`;
  if (entry in JSON.parse(tree.read(manifest)).exports) return undefined;
  return `imports ${from}, which ${manifest} does not export`;
}
