// The CPU time of the visitor's half of the handshake, without a compiler: `npm run bench:handshake -w web-client`.
// Run by hand. A timed test in CI would fail for the machine's reasons, not for ours.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'vite';

const LIMIT = 300;
const here = fileURLToPath(new URL('.', import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'luwte-bench-'));

try {
  await build({
    configFile: false,
    logLevel: 'error',
    root: here,
    build: {
      outDir: out,
      ssr: true,
      rollupOptions: { input: join(here, 'measure.ts'), output: { entryFileNames: 'measure.mjs' } },
    },
    ssr: { noExternal: true },
  });
  const url = pathToFileURL(join(out, 'measure.mjs')).href;
  const run = (input) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--jitless', '--input-type=module', '--eval', `import '${url}'`],
      { input },
    );
    if (status !== 0) throw new Error(stderr.toString());
    return stdout;
  };
  const { first, median } = JSON.parse(run(run('')));
  process.stdout.write(
    `visitor handshake under --jitless: first ${first.toFixed(1)} ms, median ${median.toFixed(1)} ms, limit ${LIMIT} ms\n`,
  );
  // The first is the one that counts: a visitor opens the page once.
  process.exitCode = first <= LIMIT ? 0 : 1;
} finally {
  rmSync(out, { recursive: true, force: true });
}
