import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import remixOptions from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [tailwindcss(), remix(remixOptions)],
  resolve: {
    alias: { "~": here("./app"), "#db": here("./db") },
    dedupe: ["yjs", "react", "react-dom", "prosemirror-model"],
  },
  // Found one by one at the first page load, the editor's packages would be re-optimised while the
  // page is open, which can load a second copy of React.
  optimizeDeps: {
    include: [
      "react",
      "react-dom",
      "yjs",
      "@hocuspocus/provider",
      "@tiptap/core",
      "@tiptap/react",
      "@tiptap/y-tiptap",
      "@tiptap/extension-collaboration",
      "@tiptap/extension-collaboration-caret",
      "react-aria-components",
    ],
  },
});
