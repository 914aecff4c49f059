import { type ComponentChild, render } from 'preact';

/** Text, or an element with all that Preact asks of it. It has no size and no place: a browser is asked for those. */
class Part {
  childNodes: Part[] = [];
  parentNode: Part | null = null;
  readonly attributes: { name: string; value: string }[] = [];
  readonly style: Record<string, string> = {};
  readonly #listeners = new Map<string, (event: object) => void>();
  disabled = false;
  hidden = false;
  value = '';

  readonly nodeType: number;
  readonly localName: string;
  data: string;

  constructor(nodeType: number, localName: string, data = '') {
    this.nodeType = nodeType;
    this.localName = localName;
    this.data = data;
  }

  get ownerDocument(): typeof page {
    return page;
  }

  get firstChild(): Part | null {
    return this.childNodes[0] ?? null;
  }

  get nextSibling(): Part | null {
    const siblings = this.parentNode?.childNodes ?? [];
    return siblings[siblings.indexOf(this) + 1] ?? null;
  }

  get children(): Part[] {
    return this.childNodes.filter(({ nodeType }) => nodeType === 1);
  }

  /** Nothing is found by a selector here: a browser is asked for that. */
  querySelector(): null {
    return null;
  }

  closest(): null {
    return null;
  }

  insertBefore(part: Part, before: Part | null): void {
    part.remove();
    const at = before ? this.childNodes.indexOf(before) : this.childNodes.length;
    this.childNodes.splice(at, 0, part);
    part.parentNode = this;
  }

  remove(): void {
    const siblings = this.parentNode?.childNodes ?? [];
    if (siblings.includes(this)) siblings.splice(siblings.indexOf(this), 1);
    this.parentNode = null;
  }

  setAttribute(name: string, value: string): void {
    this.removeAttribute(name);
    this.attributes.push({ name, value: `${value}` });
  }

  removeAttribute(name: string): void {
    const at = this.attributes.findIndex((attribute) => attribute.name === name);
    if (at >= 0) this.attributes.splice(at, 1);
  }

  attribute(name: string): string | undefined {
    return this.attributes.find((attribute) => attribute.name === name)?.value;
  }

  addEventListener(name: string, act: (event: object) => void): void {
    this.#listeners.set(name, act);
  }

  removeEventListener(name: string): void {
    this.#listeners.delete(name);
  }

  focus(): void {
    page.activeElement = this;
  }

  /** An event reaches this part and all around it. */
  fire(type: string, more: object = {}): void {
    const event = { type, target: this, preventDefault: () => undefined, ...more };
    for (let part: Part | null = this; part; part = part.parentNode) {
      part.#listeners.get(type)?.call(part, { ...event, currentTarget: part });
    }
  }

  /** Everything in it that is not hidden. */
  *parts(): Generator<Part> {
    if (this.hidden) return;
    yield this;
    for (const child of this.childNodes) yield* child.parts();
  }

  get text(): string {
    if (this.hidden) return '';
    return this.nodeType === 3 ? this.data : this.childNodes.map((child) => child.text).join('');
  }
}

const page: Record<string, unknown> & { activeElement: Part | null } = {
  activeElement: null,
  body: new Part(1, 'body'),
  createElementNS: (_: string, name: string) => new Part(1, name),
  createTextNode: (data: string) => new Part(3, '#text', data),
};

const BLOCKS = new Set(['p', 'h1', 'h2', 'h3', 'li', 'legend', 'button']);

/** A screen, as somebody reads it and presses what is on it. */
export class Screen {
  readonly #root = new Part(1, 'main');

  constructor(content: ComponentChild) {
    Object.assign(globalThis, {
      document: page,
      requestAnimationFrame: (act: () => void) => setTimeout(act),
    });
    this.show(content);
  }

  show(content: ComponentChild): this {
    render(content, this.#root as unknown as Element);
    return this;
  }

  /** Every paragraph, heading, text of a conversation and button, in order. */
  get lines(): string[] {
    return [...this.#root.parts()]
      .filter((part) => BLOCKS.has(part.localName) && ![...part.parts()].slice(1).some(isBlock))
      .map((part) => part.text.replace(/\s+/g, ' ').trim())
      .filter((line) => line !== '');
  }

  /** All words on it, those that stand beside fields too. */
  get words(): string {
    return this.#root.text.replace(/\s+/g, ' ');
  }

  button(name: string): Part {
    const found = [...this.#root.parts()].find((part) => part.localName === 'button' && part.text === name);
    if (!found) throw new Error(`no button ${name} among ${this.lines.join(' | ')}`);
    return found;
  }

  press(name: string): void {
    const button = this.button(name);
    if (!button.disabled) button.fire('click');
  }

  /** What is ticked, or written in, beside these words. */
  option(name: string): Part {
    const label = [...this.#root.parts()].find(
      (part) => part.localName === 'label' && part.text.trim() === name,
    );
    const found = [...(label?.parts() ?? [])].find((part) => part.localName === 'input');
    if (!found) throw new Error(`nothing to choose that is called ${name}`);
    return found;
  }

  choose(name: string): void {
    const option = this.option(name);
    if (!option.disabled) option.fire('change');
  }

  /** The addresses of the links. */
  get links(): (string | undefined)[] {
    return [...this.#root.parts()]
      .filter((part) => part.localName === 'a')
      .map((part) => part.attribute('href'));
  }

  /** The first element of this name with these attributes. */
  part(name: string, attributes: Record<string, string> = {}): Part {
    const has = (part: Part) =>
      Object.entries(attributes).every(([key, value]) => part.attribute(key) === value);
    const found = [...this.#root.parts()].find((part) => part.localName === name && has(part));
    if (!found) throw new Error(`no ${name} here`);
    return found;
  }

  /** The words of what has the cursor. */
  get focus(): string | undefined {
    return page.activeElement?.text;
  }

  hasFocus(part: Part): boolean {
    return page.activeElement === part;
  }
}

function isBlock(part: Part): boolean {
  return BLOCKS.has(part.localName);
}
