import { render } from "preact";
import "leaflet/dist/leaflet.css";
import "./style/tokens.css";
import "./style/shell.css";
import "./style/overview.css";
import "./style/buses.css";
import { Shell } from "./shell/shell.tsx";

const root = document.getElementById("page");
if (root === null) throw new Error("index.html has no #page");
render(<Shell />, root);
