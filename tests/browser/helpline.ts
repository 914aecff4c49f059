import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = process.env['LUWTE_BINARY'] ?? join(import.meta.dirname, '../../target/debug/luwte');

/** What `luwte demo` prints as the passphrase of its identities. */
export const PASSPHRASE = 'a lamp in the window';

/** Ports that the system does not give to outgoing connections: one of those could take it before its server does. */
const FIRST_PORT = 10_000;
const PORTS = 10_000;

/** A free port of this machine. */
export async function freePort(): Promise<number> {
  const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
  const free = await new Promise<boolean>((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return free ? port : freePort();
}

/** Hours by which it opens in a day and a half at least and two at most, whatever the time is now. */
export function closedNow(): string {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
  const day = days[(new Date().getUTCDay() + 2) % 7];
  return `zone = "Europe/Amsterdam"\n[[open]]\ndays = ["${day}"]\nfrom = "11:00"\nto = "12:00"\n`;
}

/** The real binary with a demo organisation of its own, serving on a free port. */
export class Helpline {
  private process: ChildProcess | undefined;
  private said = '';

  private constructor(
    readonly port: number,
    /** Where a road to it may be: pages from there are let in too. */
    readonly roadPort: number,
    private readonly folder: string,
  ) {}

  /**
   * @param desk more lines for the `[desk]` section of its configuration.
   * @param hours its `hours.toml`. Without it, it is always open.
   */
  static async start(desk = '', hours?: string): Promise<Helpline> {
    const [port, roadPort] = await Promise.all([freePort(), freePort()]);
    const folder = mkdtempSync(join(tmpdir(), 'luwte-test-'));
    execFileSync(BINARY, ['demo', '--write-only', '--folder', folder, '--port', `${port}`]);
    const config = join(folder, 'luwte.toml');
    const text = readFileSync(config, 'utf8').replace('origins = [', `$&"http://localhost:${roadPort}", `);
    writeFileSync(config, `${text}\n[desk]\nsweep_milliseconds = 50\n${desk}\n`);
    if (hours !== undefined) writeFileSync(join(folder, 'organisation', 'hours.toml'), hours);
    const helpline = new Helpline(port, roadPort, folder);
    await helpline.startAgain();
    return helpline;
  }

  get origin(): string {
    return `http://localhost:${this.port}`;
  }

  /** Everything it logged so far. */
  get log(): string {
    return this.said;
  }

  /** Serves again, on the same port and from the same folder. Of before it has the keys of its tokens, and no memory. */
  async startAgain(): Promise<void> {
    const args = ['serve', '--config', join(this.folder, 'luwte.toml')];
    const process = spawn(BINARY, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    this.process = process;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      process.stderr?.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        this.said += chunk.toString();
        if (said.includes('The helpline is open.')) resolve();
      });
      process.once('exit', () => reject(new Error(`the helpline did not start: ${said}`)));
    });
  }

  /** Somebody's certificates are taken back, as their coordinator does it. */
  revoke(name: string): void {
    const passphrase = join(this.folder, 'passphrase.txt');
    writeFileSync(passphrase, PASSPHRASE);
    const signer = join(this.folder, 'identity-noor.json');
    const file = join(this.folder, 'revocations.txt');
    const where = ['--with', signer, '--folder', this.folder, '--file', file];
    execFileSync(BINARY, ['revoke', name, ...where, '--passphrase-file', passphrase]);
  }

  /** A link for a new counsellor, as whoever runs the server prints it. */
  invites(): string {
    const where = ['--config', join(this.folder, 'luwte.toml'), '--origin', this.origin];
    return execFileSync(BINARY, ['invite', ...where], { stdio: 'pipe' })
      .toString()
      .trim();
  }

  /** Every text in its folder, as the command line lists them: a fingerprint and a name on each line. */
  texts(): string[] {
    const said = execFileSync(BINARY, ['texts', join(this.folder, 'organisation')]).toString();
    return said.trim().split('\n');
  }

  /** Somebody writes in a file of its folder of texts. It is in force when it serves again. */
  rewrites(file: string, how: (text: string) => string): void {
    const path = join(this.folder, 'organisation', file);
    writeFileSync(path, how(readFileSync(path, 'utf8')));
  }

  /**
   * Somebody becomes a counsellor on the command line, for so many days.
   *
   * @returns her identity file, which opens with this passphrase.
   */
  certifies(name: string, days: number, passphrase: string): string {
    const where = ['--folder', this.folder];
    const phrase = (who: string, words: string) => {
      const file = join(this.folder, `${who}.txt`);
      writeFileSync(file, words);
      return ['--passphrase-file', file];
    };
    const [hers, noors] = [phrase(name, passphrase), phrase('passphrase', PASSPHRASE)];
    const file = (kind: string) => join(this.folder, `${kind}-${name.toLowerCase()}`);
    execFileSync(BINARY, ['identity', 'new', '--name', name, ...where, ...hers]);
    const certified = ['--as', 'counsellor', '--days', `${days}`];
    const by = ['--identity', join(this.folder, 'identity-noor.json'), ...noors];
    execFileSync(BINARY, ['coordinator', 'certify', `${file('request')}.txt`, ...certified, ...by, ...where]);
    const certificate = readdirSync(this.folder).find((one) =>
      one.startsWith(`certificate-${name.toLowerCase()}`),
    );
    const from = ['--identity', `${file('new-identity')}.json`];
    const made = ['--certificate', join(this.folder, `${certificate}`)];
    execFileSync(BINARY, ['identity', 'finish', ...from, ...made, ...where, ...hers]);
    return readFileSync(`${file('identity')}.json`, 'utf8');
  }

  /** Hands nothing on any more. What pages say from now on leaves them, and is lost when it dies. */
  stall(): void {
    this.process?.kill('SIGSTOP');
  }

  /** Hands on again what it was asked meanwhile. */
  goOn(): void {
    this.process?.kill('SIGCONT');
  }

  /** The power is gone, from one moment to the next. */
  async die(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { process } = this;
    if (process === undefined) return;
    this.process = undefined;
    const gone = new Promise((resolve) => process.once('exit', resolve));
    process.kill(signal);
    // One that was stalled hears SIGTERM only when it goes on.
    process.kill('SIGCONT');
    await gone;
  }
}
