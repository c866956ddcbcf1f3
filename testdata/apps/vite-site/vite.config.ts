import { defineConfig } from "vite";

// Names without a hash: what is asked for has a name that is known.
export default defineConfig({
  build: { rollupOptions: { output: { entryFileNames: "tides.js" } } },
});
