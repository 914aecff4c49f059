import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env['LUWTE_BINARY'] ?? join(import.meta.dirname, '../../target/debug/luwte');

/** What `luwte demo` prints as the passphrase of its identities. */
export const PASSPHRASE = 'a lamp in the window';

/** A free port of this machine. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(address)));
    });
  });
}

/** The real binary with a demo organisation of its own, serving on a free port. */
export class Helpline {
  private constructor(
    readonly port: number,
    private readonly process: ChildProcess,
    private readonly folder: string,
    private readonly said: { log: string },
  ) {}

  static async start(): Promise<Helpline> {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'luwte-test-'));
    execFileSync(BINARY, ['demo', '--write-only', '--folder', folder, '--port', `${port}`]);
    const config = join(folder, 'luwte.toml');
    appendFileSync(config, '\n[desk]\nsweep_milliseconds = 50\n');
    const process = spawn(BINARY, ['serve', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    const said = { log: '' };
    await new Promise<void>((resolve, reject) => {
      process.stderr?.on('data', (chunk: Buffer) => {
        said.log += chunk.toString();
        if (said.log.includes('The helpline is open.')) resolve();
      });
      process.once('exit', () => reject(new Error(`the helpline did not start: ${said.log}`)));
    });
    return new Helpline(port, process, folder, said);
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** Everything it logged so far. */
  get log(): string {
    return this.said.log;
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
