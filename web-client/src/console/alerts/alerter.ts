import type { OnDuty, State } from '../state.ts';
import { newsCount } from '../visitors.ts';
import { type Alerts, alerts, QUIET } from './alerts.ts';
import { type Allowed, Notices } from './notices.ts';
import { Tones } from './tones.ts';

/** What the counsellor sees of the alerts, and can do with them. */
export type AlertSettings = {
  /** From 0 to 1. */
  volume: number;
  muted: boolean;
  /** Whether the browser lets us be heard. */
  awake: boolean;
  notices: Allowed;
  onVolume: (volume: number) => void;
  onMuted: (muted: boolean) => void;
  /** Lets both sounds be heard, one after the other. */
  onHear: () => void;
  onAskNotices: () => void;
};

/** How loud a shift begins. */
const VOLUME = 0.6;

type Sentences = { waiting: string; message: string };

/** Calls the counsellor: by sounds, the title and the icon of the window, and notices of the computer. */
export class Alerter {
  readonly #title: string;
  readonly #sentences: () => Sentences | undefined;
  readonly #changed: () => void;
  readonly #tones: Tones;
  readonly #notices = new Notices();
  readonly #icon: HTMLLinkElement | null;
  readonly #quietIcon: string;
  #before: OnDuty | undefined;
  #alerts: Alerts = QUIET;
  #letSleep: (() => void) | undefined;
  #volume = VOLUME;
  #muted = false;

  /**
   * @param title of the window, when nothing calls.
   * @param sentences for the notices.
   * @param changed is told when the settings are others.
   */
  constructor(title: string, sentences: () => Sentences | undefined, changed: () => void) {
    this.#title = title;
    this.#sentences = sentences;
    this.#changed = changed;
    this.#tones = new Tones(VOLUME, changed);
    this.#icon = document.querySelector('link[rel="icon"]');
    this.#quietIcon = this.#icon?.href ?? '';
    // The first of these is the press on "Go on duty"; a later one wakes what the browser has put to sleep.
    for (const gesture of ['click', 'keydown']) addEventListener(gesture, () => this.#tones.wake(), true);
    for (const look of ['visibilitychange', 'focus', 'blur']) addEventListener(look, this.#look);
  }

  /** The console is in a new state. */
  see(state: State | undefined): void {
    const shift = state?.kind === 'on-duty' ? state : undefined;
    const before = this.#before;
    this.#before = shift;
    if (shift) this.#letSleep ??= stayAwake();
    else {
      this.#letSleep?.();
      this.#letSleep = undefined;
    }
    const now = alerts(before, shift, unseen(), this.#alerts.missed);
    this.#alerts = now;
    if (now.ring === 'begin') this.#tones.ring();
    if (now.ring === 'silent') this.#tones.hush();
    if (now.message) this.#tones.message();
    const sentences = this.#sentences();
    if (now.notice && sentences) this.#notices.show(sentences[now.notice]);
    if (!unseen()) this.#notices.away();
    const news = shift ? newsCount(shift) + now.missed : 0;
    const title = news > 0 ? `(${news}) ${this.#title}` : this.#title;
    if (document.title !== title) document.title = title;
    // An icon is a file of the server: one that cannot be reached now has none to give.
    if (shift?.accepted !== false) this.#showIcon(news > 0);
  }

  get settings(): AlertSettings {
    return {
      volume: this.#volume,
      muted: this.#muted,
      awake: this.#tones.awake,
      notices: this.#notices.allowed,
      onVolume: (volume) => this.#set(volume, volume === 0),
      onMuted: (muted) => this.#set(this.#volume || VOLUME, muted),
      onHear: () => this.#tones.both(),
      onAskNotices: () => void this.#notices.ask().finally(this.#changed),
    };
  }

  #set(volume: number, muted: boolean): void {
    this.#volume = volume;
    this.#muted = muted;
    this.#tones.volume = muted ? 0 : volume;
    this.#changed();
  }

  readonly #look = (): void => this.see(this.#before);

  #showIcon(news: boolean): void {
    const icon = news ? this.#quietIcon.replace(/icon\.png$/, 'icon-news.png') : this.#quietIcon;
    if (this.#icon && this.#icon.href !== icon) this.#icon.href = icon;
  }
}

const unseen = () => document.visibilityState === 'hidden' || !document.hasFocus();

/** A browser that saves energy stops hidden windows, but not those that hold a lock. Returns what gives it back. */
function stayAwake(): () => void {
  let giveBack = () => {};
  const held = new Promise<void>((resolve) => {
    giveBack = resolve;
  });
  navigator.locks?.request('luwte-on-duty', { mode: 'shared' }, () => held).catch(() => undefined);
  return giveBack;
}
