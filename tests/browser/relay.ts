import { createServer, request, type Server } from 'node:http';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { freePort, type Helpline } from './helpline.ts';

/** What a relay does to one frame from the helpline to the page: give back other bytes, or the same. */
export type Tampering = (frame: Buffer) => Buffer;

/** A relay of our own between page and helpline: it hands everything on, except what the tampering changes. */
export class MaliciousRelay {
  private constructor(
    readonly origin: string,
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
  ) {}

  static async between(helpline: Helpline, tampering: Tampering): Promise<MaliciousRelay> {
    const server = createServer((asked, answer) => {
      const { method = 'GET', url = '/', headers } = asked;
      const onward = request({ port: helpline.port, host: '127.0.0.1', method, path: url, headers }, (got) => {
        answer.writeHead(got.statusCode ?? 502, got.headers);
        got.pipe(answer);
      });
      asked.pipe(onward);
    });
    const sockets = new WebSocketServer({ server, perMessageDeflate: false });
    sockets.on('connection', (page) => {
      const origin = helpline.origin;
      const onward = new WebSocket(`ws://127.0.0.1:${helpline.port}/ws`, { origin, perMessageDeflate: false });
      const early: RawData[] = [];
      page.on('message', (data) => (onward.readyState === WebSocket.OPEN ? onward.send(data) : early.push(data)));
      onward.on('open', () => {
        for (const data of early) onward.send(data);
      });
      onward.on('message', (data) => page.send(tampering(Buffer.from(data as Buffer))));
      page.on('close', () => onward.close());
      onward.on('close', (code, reason) => page.close(code >= 4000 || code === 1000 ? code : 1000, reason));
      page.on('error', () => onward.close());
      onward.on('error', () => page.close());
    });
    const port = await freePort();
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return new MaliciousRelay(`http://localhost:${port}`, server, sockets);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    await new Promise((resolve) => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}
