const rule = "readmes";

/** Every room says at its door what it is. */
export function readmes(tree) {
  return tree.files
    .filter((path) => /^(packages|services)\/[^/]+\/package\.json$/.test(path))
    .flatMap((path) => {
      const folder = path.replace("/package.json", "");
      const file = `${folder}/README.md`;
      if (!tree.files.includes(file)) return [{ file, rule, message: "is missing" }];
      const title = `# ${folder.split("/")[1]}`;
      const [first] = tree.read(file).split("\n");
      if (first === title || first.startsWith(`${title}: `)) return [];
      return [{ file, rule, message: `does not begin with "${title}"` }];
    });
}
