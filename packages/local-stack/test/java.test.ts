import { findJava, javaCandidates, javaVersion, type Machine } from "../src/java.ts";

/** A machine with these executables, by what their `-version` prints. */
function machine(executables: Record<string, string | undefined>, changes: Partial<Machine> = {}): Machine {
  const files = Object.keys(executables);
  return {
    platform: "linux",
    env: { PATH: "/usr/bin" },
    real: (file) => (files.includes(file) ? file : undefined),
    list: (folder) =>
      files
        .filter((file) => file.startsWith(`${folder}/`))
        .map((file) => file.slice(folder.length + 1).split("/")[0] ?? ""),
    version: (command) => executables[command],
    ...changes,
  };
}

const java17 = 'openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment (build 17.0.15+6)';
const java21 = 'openjdk version "21.0.7" 2025-04-15 LTS';
const java25 = 'openjdk version "25" 2025-09-16';

test.each([
  [java17, 17],
  [java21, 21],
  [java25, 25],
  ['openjdk version "26-ea" 2026-03-17', 26],
  ['java version "1.8.0_392"', 8],
  ["The operation couldn’t be completed. Unable to locate a Java Runtime.", undefined],
])("the feature release is read from %j", (output, version) => {
  expect(javaVersion(output)).toBe(version);
});

test("JAVA_HOME comes before PATH", () => {
  const found = findJava(
    machine(
      { "/opt/jdk/bin/java": java25, "/usr/bin/java": java21 },
      { env: { JAVA_HOME: "/opt/jdk", PATH: "/usr/bin" } },
    ),
  );
  expect(found).toEqual({ command: "/opt/jdk/bin/java", version: 25 });
});

test("a newer Java in the usual folder is taken when the one on PATH is too old", () => {
  const found = findJava(machine({ "/usr/bin/java": java17, "/usr/lib/jvm/temurin-25/bin/java": java25 }));
  expect(found).toEqual({ command: "/usr/lib/jvm/temurin-25/bin/java", version: 25 });
});

test("a too old Java is named, with its version, in the message", () => {
  expect(() => findJava(machine({ "/usr/bin/java": java17 }))).toThrow(
    /Java 21 or later is needed .* Found only:\n {2}\/usr\/bin\/java is Java 17\nInstall one/,
  );
});

test("a Java that does not run is named as such", () => {
  expect(() => findJava(machine({ "/usr/bin/java": undefined }))).toThrow("/usr/bin/java does not run");
});

test("one Java under two names is looked at once", () => {
  const real = (file: string) =>
    ["/usr/bin/java", "/bin/java"].includes(file) ? "/opt/17/bin/java" : undefined;
  expect(javaCandidates(machine({}, { env: { PATH: "/usr/bin:/bin" }, real }))).toEqual(["/opt/17/bin/java"]);
});

test("without any Java the message says so, and how to get one", () => {
  expect(() => findJava(machine({}))).toThrow(/Found none\.\nInstall one \(apt-get install openjdk-21/);
  expect(() => findJava(machine({}, { platform: "darwin" }))).toThrow("brew install openjdk");
});

test("on a Mac the folders of its installers are searched", () => {
  const command = "/Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home/bin/java";
  expect(
    javaCandidates(machine({ [command]: java25 }, { platform: "darwin", env: { HOME: "/Users/ada" } })),
  ).toEqual([command]);
});
