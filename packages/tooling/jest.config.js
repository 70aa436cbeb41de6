import unit from "./src/jest-preset.js";

/** The scripts are plain JavaScript, and so are their tests. */
export default { ...unit, testMatch: ["<rootDir>/test/**/*.test.mjs"] };
