import integration from "@tributary/tooling/integration";

// These tests bring down what they watch, so they start a system of their own.
const { globalSetup, globalTeardown, ...rest } = integration;
export default rest;
