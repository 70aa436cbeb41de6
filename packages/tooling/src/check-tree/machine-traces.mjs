const rule = "machine-traces";

const traces = [
  {
    trace: /(?<![\w.~-])\/(root|Users\/[\w.-]+|home\/[\w.-]+|work\/(main|shared))\/[\w.-]/,
    what: "a path of somebody's machine",
  },
  { trace: /\b[A-Z]:\\Users\\/, what: "a path of somebody's machine" },
  {
    trace: /\bregistry\.(npmjs\.org|yarnpkg\.com|npmmirror\.com)\b|\bnpm\.pkg\.github\.com\b/,
    what: "a package registry",
  },
  { trace: /\bfiles\.pythonhosted\.org\b|\bpypi\.org\/simple\b/, what: "a package registry" },
  { trace: /\/\/[\w./-]*\b(artifactory|verdaccio|nexus)\b/i, what: "a package registry" },
];
const binary = /\.(png|jpe?g|gif|ico|woff2?|ttf|gz|zip|br|pbf|jar|wasm|sqlite)$/;

/** Nothing of the machine that a file was written on: paths, and hosts that packages were fetched from. */
export function machineTraces(tree) {
  return tree.files
    .filter((path) => !binary.test(path))
    .flatMap((file) =>
      tree
        .read(file)
        .split("\n")
        .flatMap((line, index) => {
          const found = traces.find(({ trace }) => trace.test(line));
          if (found === undefined) return [];
          return [
            {
              file: `${file}:${index + 1}`,
              rule,
              message: `names ${found.what}: ${found.trace.exec(line)[0]}`,
            },
          ];
        }),
    );
}
