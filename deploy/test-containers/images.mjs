import { docker, serviceOf } from "./docker.mjs";
import { assert } from "./report.mjs";

/** What our images add to their base, and how little their containers may do. */
export async function images({ project }) {
  const base = await sizeOf("node:24-slim");
  const ours = (await project.containers()).filter(({ Config }) => Config.Image.startsWith("tributary/"));
  for (const container of ours) {
    const service = serviceOf(container);
    const added = ((await sizeOf(container.Image)) - base) / 1e6;
    assert(`${service} adds at most 60 MB to its base`, added <= 60, `${added.toFixed(1)} MB`);
    const { Config, HostConfig } = container;
    const isShut = HostConfig.ReadonlyRootfs && HostConfig.CapDrop?.includes("ALL") && Config.User === "node";
    assert(
      `${service} runs as another user than root, without capabilities, on a read-only file system`,
      isShut,
    );
  }
}

async function sizeOf(image) {
  return Number(await docker("image", "inspect", "-f", "{{.Size}}", image));
}
