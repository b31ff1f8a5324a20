import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import remixOptions from "./remix.config.js";

declare module "@remix-run/node" {
  interface Future {
    v3_singleFetch: true;
  }
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What controls say of themselves comes in many languages: only those of the pages are bundled. */
const ourLanguages: Plugin = {
  name: "our-languages",
  enforce: "pre",
  resolveId(source) {
    const [, language] = /\/intl\/[\w/-]+\/([a-z]{2})-[A-Z]{2}\.m?js$/.exec(source) ?? [];
    const isOurs = language === undefined || ["en", "es", "fr"].includes(language);
    return isOurs ? null : "\0no-words";
  },
  load: (id) => (id === "\0no-words" ? "export default {};" : null),
};

export default defineConfig(({ isSsrBuild }) => ({
  // A page asks for each file on its own: those of a few lines go together with others.
  build: isSsrBuild ? {} : { rollupOptions: { output: { experimentalMinChunkSize: 20_000 } } },
  plugins: [ourLanguages, tailwindcss(), remix(remixOptions)],
  resolve: {
    alias: { "~": here("./app"), "#db": here("./db") },
    dedupe: ["yjs", "react", "react-dom", "prosemirror-model"],
  },
  ssr: {
    // Hundreds of small files each, which the server would read one by one at its start.
    noExternal: [
      "lucide-react",
      /^(react-aria|react-stately|@react-aria|@react-stately|@internationalized)/,
    ],
  },
  // Found one by one at the first page load, the packages would be optimised anew while the page
  // is open, which can load a second copy of React.
  optimizeDeps: {
    include: [
      "react",
      "react-dom",
      "react-dom/client",
      "react/jsx-runtime",
      "@remix-run/react",
      "yjs",
      "nanoid",
      "lucide-react",
      "fractional-indexing",
      "react-aria/useDrag",
      "react-aria/useDrop",
      "react-aria-components",
      "@hocuspocus/provider",
      "@tiptap/core",
      "@tiptap/react",
      "@tiptap/pm/state",
      "@tiptap/pm/view",
      "@tiptap/y-tiptap",
      "@tiptap/extension-bold",
      "@tiptap/extension-collaboration",
      "@tiptap/extension-collaboration-caret",
      "@tiptap/extension-document",
      "@tiptap/extension-italic",
      "@tiptap/extension-link",
      "@tiptap/extension-list",
      "@tiptap/extension-paragraph",
      "@tiptap/extension-text",
    ],
    // Native, and on the server only; the scan finds it through routes.
    exclude: ["@node-rs/argon2", "better-sqlite3", "@myriaddreamin/typst-ts-node-compiler"],
  },
}));
