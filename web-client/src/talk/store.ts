/** Decides what follows from an event: the next state and what must be done. Pure but for the keys in the state. */
export type Decide<State, Event, Effect> = (
  state: State,
  event: Event,
  now: number,
) => { state: State; effects: readonly Effect[] };

/** Holds the state of a page. Events go in one after another; each is decided and done before the next. */
export class Store<State, Event, Effect> {
  #state: State;
  readonly #decide: Decide<State, Event, Effect>;
  readonly #perform: (effect: Effect) => void;
  readonly #show: (state: State) => void;
  readonly #events: Event[] = [];
  #busy = false;

  constructor(
    state: State,
    decide: Decide<State, Event, Effect>,
    perform: (effect: Effect) => void,
    show: (state: State) => void,
  ) {
    this.#state = state;
    this.#decide = decide;
    this.#perform = perform;
    this.#show = show;
  }

  get state(): State {
    return this.#state;
  }

  /** Takes an event. An effect may bring the next one; it waits its turn. */
  readonly dispatch = (event: Event): void => {
    this.#events.push(event);
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
        const before = this.#state;
        const { state, effects } = this.#decide(before, next, Date.now());
        this.#state = state;
        for (const effect of effects) this.#perform(effect);
        if (state !== before) this.#show(state);
      }
    } finally {
      this.#busy = false;
    }
  };
}
