const longest = 200;

/** A source file fits into a head: 200 lines at most. Generated ones need not. */
export function fileSize(tree) {
  return tree.files
    .filter((path) => /^(packages|services)\/[^/]+\/(src|page)\/.*\.(ts|tsx|js|mjs|jsx)$/.test(path))
    .filter((path) => !path.includes("/data/") && !/\.generated\./.test(path))
    .flatMap((file) => {
      const lines = tree.read(file).replace(/\n$/, "").split("\n").length;
      if (lines <= longest) return [];
      return [
        { file, rule: "file-size", message: `has ${lines} lines; ${longest} are the most: part it by nouns` },
      ];
    });
}
