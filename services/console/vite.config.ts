import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

/** Writes `.br` and `.gz` beside each text asset, which the console then serves as they are. */
function precompressed(): Plugin {
  return {
    name: "precompressed",
    apply: "build",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        for (const [fileName, file] of Object.entries(bundle)) {
          if (!/\.(js|css|html|json|svg)$/.test(fileName)) continue;
          const source = Buffer.from(file.type === "chunk" ? file.code : file.source);
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
          this.emitFile({
            type: "asset",
            fileName: `${fileName}.br`,
            source: brotliCompressSync(source, quality),
          });
          this.emitFile({
            type: "asset",
            fileName: `${fileName}.gz`,
            source: gzipSync(source, { level: 9 }),
          });
        }
      },
    },
  };
}

/**
 * uPlot makes a number format of `navigator.language` as it is loaded, and throws where that is none, such as the
 * `en-US@posix` of a Chromium started with LANG=C. The page formats its numbers itself.
 */
function uplotInAnyLocale(): Plugin {
  const made = "new Intl.NumberFormat(domEnv ? nav.language : 'en-US')";
  return {
    name: "uplot-in-any-locale",
    transform(code, id) {
      if (!id.includes("/uplot/dist/uPlot.esm.js")) return undefined;
      if (!code.includes(made)) throw new Error(`uPlot has changed: it has no ${made}`);
      return { code: code.replace(made, "new Intl.NumberFormat('en-GB')"), map: null };
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL("./page", import.meta.url)),
  plugins: [precompressed(), uplotInAnyLocale()],
  resolve: { alias: { leaflet$: "leaflet/dist/leaflet-src.esm.js" } },
  build: {
    outDir: fileURLToPath(new URL("./dist", import.meta.url)),
    emptyOutDir: true,
    target: "es2023",
    // The page's security policy knows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // Prepared in advance, it would pass the plugin by.
  optimizeDeps: { exclude: ["uplot"] },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:4000",
      "/services": "http://127.0.0.1:4000",
      "/actions": "http://127.0.0.1:4000",
      "^/operations/.": "http://127.0.0.1:4000",
    },
  },
});
