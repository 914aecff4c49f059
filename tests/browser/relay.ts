import { createServer, request, type Server } from 'node:http';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { freePort, type Helpline } from './helpline.ts';
import type { Crossed } from './people.ts';

/** What a relay does to one frame from the helpline to the page: give back other bytes, or the same. */
export type Tampering = (frame: Buffer) => Buffer;

/** A relay of our own between page and helpline: it hands everything on, except what the tampering changes. */
export class MaliciousRelay {
  /** Every frame that it handed on, as the page has or gets it. */
  readonly crossed: Crossed = [];
  private twice: (frame: Buffer) => boolean = () => false;

  private constructor(
    readonly origin: string,
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
  ) {}

  /** @param host under which name it is found on this machine. */
  static async between(
    helpline: Helpline,
    tampering: Tampering,
    pagesOf = helpline,
    host = 'localhost',
  ): Promise<MaliciousRelay> {
    const port = await freePort();
    const server = createServer((asked, answer) => {
      const { method = 'GET', url = '/', headers } = asked;
      const onward = request({ port: pagesOf.port, host: '127.0.0.1', method, path: url, headers }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      asked.pipe(onward);
    });
    const sockets = new WebSocketServer({ server, perMessageDeflate: false });
    const relay = new MaliciousRelay(`http://${host}:${port}`, server, sockets);
    sockets.on('connection', (page) => {
      const origin = helpline.origin;
      const onward = new WebSocket(`ws://127.0.0.1:${helpline.port}/ws`, {
        origin,
        perMessageDeflate: false,
      });
      const early: RawData[] = [];
      page.on('message', (data) => {
        relay.crossed.push({ way: 'out', bytes: Buffer.from(data as Buffer) });
        if (onward.readyState === WebSocket.OPEN) onward.send(data);
        else early.push(data);
      });
      onward.on('open', () => {
        for (const data of early) onward.send(data);
      });
      onward.on('message', (data) => {
        const frame = tampering(Buffer.from(data as Buffer));
        relay.crossed.push({ way: 'in', bytes: frame });
        page.send(frame);
        if (relay.twice(frame)) page.send(frame);
      });
      page.on('close', () => onward.close());
      onward.on('close', (code, reason) => page.close(code >= 4000 || code === 1000 ? code : 1000, reason));
      page.on('error', () => onward.close());
      onward.on('error', () => page.close());
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return relay;
  }

  /** From now on, hands these frames on twice. */
  repeat(which: (frame: Buffer) => boolean): void {
    this.twice = which;
  }

  /** Every line of now is gone. New ones are handed on. */
  drop(): void {
    for (const socket of this.sockets.clients) socket.terminate();
  }

  async stop(): Promise<void> {
    this.drop();
    this.sockets.close();
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}
