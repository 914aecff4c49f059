import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Helpline } from './helpline.ts';

/**
 * The road between a phone and the helpline. When it is cut, what is said on it vanishes and neither end hears of it,
 * as with a phone in a lift. Chromium's own `setOffline` is milder: it tells the page, and the helpline still hears at
 * once that a socket is given up.
 */
export class Road {
  private whole = true;
  private readonly sockets = new Set<Socket>();
  private knocking: Socket[] = [];

  private constructor(
    private readonly helpline: Helpline,
    private readonly server: Server,
  ) {}

  static async to(helpline: Helpline): Promise<Road> {
    const server = createServer();
    const road = new Road(helpline, server);
    server.on('connection', (phone) => {
      road.keep(phone);
      if (road.whole) road.lead(phone);
      else road.knocking.push(phone);
    });
    await new Promise<void>((resolve) => server.listen(helpline.roadPort, '127.0.0.1', resolve));
    return road;
  }

  get origin(): string {
    return `http://localhost:${this.helpline.roadPort}`;
  }

  /** What goes over it now stays on it for good. Whoever begins something waits. */
  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) {
      socket.unpipe();
      socket.removeAllListeners('close');
      socket.pause();
    }
  }

  /** It leads there again, but on an address of its own: nothing of before comes out of it. */
  mend(): void {
    this.whole = true;
    for (const phone of this.knocking) this.lead(phone);
    this.knocking = [];
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private lead(phone: Socket): void {
    const onward = connect(this.helpline.port, '127.0.0.1');
    this.keep(onward);
    phone.pipe(onward);
    onward.pipe(phone);
    phone.on('close', () => onward.destroy());
    onward.on('close', () => phone.destroy());
  }

  /** A road does not complain about what happens on it. */
  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
  }
}
