import { defineGateway, runGateway } from "@tributary/runtime";

// A web server with a route that throws, one that leaves a rejection behind, and one that never answers;
// CLOSING=hangs lets its stop never end.
await runGateway(
  defineGateway({
    name: "faulty-gateway",
    summary: "Goes wrong",
    config: {},
    routes: (app) => {
      app.get("/throws", async () => {
        throw new Error("a bug in a route");
      });
      app.get("/strays", () => {
        void Promise.reject(new Error("nobody waits for this"));
        return { ok: true };
      });
      app.get("/hangs", () => new Promise(() => {}));
      app.addHook("preClose", async () => {
        if (process.env.CLOSING === "hangs") await new Promise(() => {});
      });
    },
  }),
);
