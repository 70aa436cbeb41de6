import { isBuiltin } from "node:module";
import { isDevelopment, roomOf } from "./rooms.mjs";

const rule = "foreign-libraries";

/** Libraries whose very types stay in one room, so that they can be replaced. */
const hidden = { kafkajs: "packages/kafka", "@kafkajs/confluent-schema-registry": "packages/kafka" };
/** Libraries that one room opens and hands on; others name their types, and tests open stand-ins. */
const opened = {
  fastify: "packages/runtime",
  pino: "packages/runtime",
  "pino-pretty": "packages/runtime",
  "prom-client": "packages/runtime",
  "close-with-grace": "packages/runtime",
};
/**
 * A language for schemas, which every declaration speaks; how a command reads its line, one way for all of them; and a
 * heap, which is as little of a commitment as an array. Temporal goes the day that Node has it. Files of a deployment are YAML.
 */
const shared = ["typebox", "commander", "flatqueue", "temporal-polyfill", "yaml"];

/** Every foreign library has one room, and every import is declared by the package that makes it. */
export function foreignLibraries(tree, modules) {
  const findings = [];
  const users = new Map();
  for (const { path, imports } of modules) {
    const room = roomOf(path);
    if (room === undefined) continue;
    const home = `${room.kind}/${room.name}`;
    for (const one of imports) {
      const library = libraryOf(one.from);
      if (library === undefined) continue;
      const free = one.typeOnly || isDevelopment(path);
      const owner = hidden[library] ?? (free ? undefined : opened[library]);
      if (owner !== undefined && owner !== home) {
        findings.push({ file: path, rule, message: `imports ${library}, which only ${owner} may` });
      }
      const undeclared = missingDeclaration(tree, home, path, library, one.typeOnly);
      if (undeclared !== undefined) findings.push({ file: path, rule, message: undeclared });
      if (isDevelopment(path) || one.typeOnly || shared.includes(library)) continue;
      users.set(library, (users.get(library) ?? new Map()).set(home, path));
    }
  }
  return [...findings, ...inTwoRooms(users)];
}

function inTwoRooms(users) {
  return [...users]
    .filter(
      ([library, homes]) => homes.size > 1 && opened[library] === undefined && hidden[library] === undefined,
    )
    .map(([library, homes]) => {
      const [[, file]] = homes;
      return {
        file,
        rule,
        message: `${library} is used in ${[...homes.keys()].sort().join(" and ")}: keep it in one room`,
      };
    });
}

function missingDeclaration(tree, home, path, library, typeOnly) {
  // The types of what the runtime hands on are those of the runtime's version, so nobody else may choose one.
  if (typeOnly && library in opened) return undefined;
  const manifest = `${home}/package.json`;
  if (!tree.files.includes(manifest)) return `imports ${library}, and there is no ${manifest}`;
  const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = JSON.parse(tree.read(manifest));
  if (library in dependencies || library in peerDependencies) return undefined;
  // A page is bundled, so that what it is made of is needed only to build it.
  const atBuild = typeOnly || isDevelopment(path) || path.includes("/page/");
  if (atBuild && (library in devDependencies || inRoot(tree, library))) return undefined;
  return `imports ${library}, which ${manifest} does not declare${atBuild ? "" : " under dependencies"}`;
}

/** Jest and the like are declared once, at the root. */
function inRoot(tree, library) {
  const { devDependencies = {} } = JSON.parse(tree.read("package.json"));
  return library in devDependencies || (library === "@jest/globals" && "jest" in devDependencies);
}

/** The package of an import, or undefined for files, Node's own modules and our packages. */
function libraryOf(from) {
  if (/^[./#]/.test(from) || from.startsWith("@tributary/") || from.startsWith("node:") || isBuiltin(from)) {
    return undefined;
  }
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
}
