const rule = "lock-file";
const lock = "package-lock.json";

/** What a checkout on any of the usual machines must be able to install. */
const usualPlatform = /\b(darwin|linux|win32|windows)-(x64|arm64|64)\b/;

/** The lock file serves every machine: pinned versions, no addresses, all platforms, no unexpected scripts. */
export function lockFile(tree) {
  const { packages } = JSON.parse(tree.read(lock));
  const { allowScripts = {} } = JSON.parse(tree.read("package.json"));
  const findings = [];
  const report = (message) => findings.push({ file: lock, rule, message });
  for (const [path, entry] of Object.entries(packages)) {
    if (path === "" || entry.link) continue;
    const name = path.split("node_modules/").at(-1);
    if (entry.version === undefined) report(`${path} has no version`);
    if (entry.resolved !== undefined) {
      report(
        `${path} has an address (${entry.resolved}): set omit-lockfile-registry-resolved in .npmrc and lock again`,
      );
    }
    if (entry.hasInstallScript && !Object.hasOwn(allowScripts, name)) {
      report(`${name} has an install script: decide about it under allowScripts in package.json`);
    }
    for (const optional of Object.keys(entry.optionalDependencies ?? {})) {
      if (usualPlatform.test(optional) && !isLocked(packages, path, optional)) {
        report(`${name} lacks ${optional}: it could not be installed on that platform`);
      }
    }
  }
  return [...findings, ...unlocked(tree, packages)];
}

/** Whether Node, looking from the package at `path` upwards, would find the other one. */
function isLocked(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    if (`${folder === "" ? "" : `${folder}/`}node_modules/${name}` in packages) return true;
    if (folder === "") return false;
  }
}

/** `npm ci` refuses a lock that does not fit the manifests; better here than on the newcomer's machine. */
function unlocked(tree, packages) {
  return tree.files
    .filter((file) => /^((packages|services)\/[^/]+\/)?package\.json$/.test(file))
    .flatMap((file) => {
      const { dependencies, devDependencies } = JSON.parse(tree.read(file));
      const locked = packages[file.replace(/\/?package\.json$/, "")] ?? {};
      const declared = { ...dependencies, ...devDependencies };
      const known = { ...locked.dependencies, ...locked.devDependencies };
      return [...new Set([...Object.keys(declared), ...Object.keys(known)])]
        .filter((name) => declared[name] !== known[name])
        .map((name) => ({
          file,
          rule,
          message: `declares ${name} as ${declared[name] ?? "nothing"}, the lock file has ${known[name] ?? "nothing"}: see CONTRIBUTING.md, update the lock file`,
        }));
    });
}
