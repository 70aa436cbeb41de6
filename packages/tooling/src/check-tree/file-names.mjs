const rule = "file-names";
const drawers = ["utils", "util", "helpers", "helper", "common", "types", "lib", "misc"];
const capitals = ["README.md", "DECISIONS.md", "CONTRIBUTING.md", "LICENSE", "NOTICE", "Dockerfile"];

/** Files and folders are kebab-case and named after what is in them; a drawer for everything is no name. */
export function fileNames(tree) {
  const findings = [];
  for (const file of tree.files) {
    if (!/^(packages|services)\//.test(file) || file.includes("/data/") || file.includes("/fixtures/"))
      continue;
    for (const part of file.split("/")) {
      const stem = part.split(".")[0];
      if (drawers.includes(stem))
        findings.push({ file, rule, message: `"${part}" says nothing: find the noun` });
    }
    const odd = file.split("/").find((part) => !isKebab(part));
    if (odd !== undefined) findings.push({ file, rule, message: `"${odd}" is not kebab-case` });
  }
  return findings;
}

function isKebab(part) {
  // Python cannot import a module with a hyphen in its name.
  if (part.endsWith(".py")) return /^[a-z0-9_]+\.py$/.test(part);
  return (
    part.startsWith(".") || capitals.includes(part) || /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(part)
  );
}
