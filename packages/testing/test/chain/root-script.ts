import { fileURLToPath } from "node:url";

const root = new URL("../../../../", import.meta.url);

/** Path of the module that `npm run <name>` runs at the root: npm between us and it would outlive a kill. */
export async function rootScript(name: string): Promise<string> {
  const { default: manifest } = await import(new URL("package.json", root).href, { with: { type: "json" } });
  const path = /^node (\S+)$/.exec(manifest.scripts[name] ?? "")?.[1];
  if (path === undefined) throw new Error(`the root has no script ${name} that is a module`);
  return fileURLToPath(new URL(path, root));
}
