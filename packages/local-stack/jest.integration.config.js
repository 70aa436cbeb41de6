import preset from "@tributary/tooling/integration";

// These tests start their own parts: that is what they test.
const { globalSetup, globalTeardown, ...rest } = preset;
export default rest;
