import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';

const here = import.meta.dirname;

/** Prints what a browser will fetch, compressed: every byte here is time on a slow line. */
function sizes(): Plugin {
  let folder = '';
  return {
    name: 'luwte-sizes',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const rows = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((file) => {
          const bytes = readFileSync(file);
          const name = file.slice(folder.length + 1).padEnd(28);
          return `${name} ${bytes.length} raw, ${gzipSync(bytes, { level: 9 }).length} gzip, ${brotliCompressSync(bytes).length} brotli`;
        });
      this.info(`\n${rows.join('\n')}`);
    },
  };
}

/** Leaves out what indents a page. */
const flat: Plugin = {
  name: 'luwte-flat',
  transformIndexHtml: { order: 'post', handler: (html) => html.replace(/\n\s+/g, '\n') },
};

/** Builds one page. The second must not empty the folder that the first has filled. */
const page = (input: Record<string, string>, emptyOutDir: boolean) => ({
  build: { emptyOutDir, rolldownOptions: { input } },
});

export default defineConfig({
  root: here,
  // Relative addresses, so that the pages also work on a path of somebody's ordinary site.
  base: './',
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false }), flat, sizes()],
  // Each page in one file of its own: nobody loads both, and what only the console uses is no part of hers.
  builder: {
    async buildApp({ build, environments }) {
      for (const environment of Object.values(environments)) await build(environment);
    },
  },
  environments: {
    client: page({ visitor: join(here, 'index.html'), read: join(here, 'src/reading/read.css') }, true),
    console: { consumer: 'client', ...page({ console: join(here, 'console/index.html') }, false) },
  },
  build: {
    outDir: 'dist',
    // Private fields stay as they are: rewriting them costs 1.7 kB. With them (and `Object.hasOwn` in a library) the page
    // runs from Firefox 92, Chrome 93 and Safari 15.4 on, all of 2022 or before. A browser test keeps newer syntax out.
    target: 'es2022',
    // The styles carry their own fallbacks; lowering logical properties would double them.
    cssTarget: ['firefox113', 'chrome111', 'safari16.4'],
    // It would be an inline script on old browsers, and a second way to load code on all of them.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // No hashes: the same source makes the same names, and nothing is cached anyway (`no-store`).
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
});
