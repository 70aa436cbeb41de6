export { default } from "@tributary/tooling/jest";
