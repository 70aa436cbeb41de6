export { default } from "@tributary/tooling/integration";
