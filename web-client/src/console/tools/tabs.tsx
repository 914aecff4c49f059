type Tab<Id extends string> = { id: Id; key: string; name: string };

type Props<Id extends string> = {
  tabs: readonly Tab<Id>[];
  open: Id;
  label: string;
  /** @param enter whether the cursor goes into what is opened. */
  onOpen: (id: Id, enter: boolean) => void;
};

/** A row of tabs. Arrows go along it; a key of its own opens each of them from anywhere. */
export function Tabs<Id extends string>({ tabs, open, label, onOpen }: Props<Id>) {
  const at = tabs.findIndex(({ id }) => id === open);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = step && tabs[(at + step + tabs.length) % tabs.length];
    if (!next || event.altKey) return;
    event.preventDefault();
    onOpen(next.id, false);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return (
    <div class="tool-tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, key, name }) => (
        <button
          key={id}
          type="button"
          id={`tab-${id}`}
          role="tab"
          aria-selected={id === open}
          aria-controls={`tool-${id}`}
          aria-keyshortcuts={key}
          tabIndex={id === open ? 0 : -1}
          // Whoever pressed a key wants to go on with keys: a click by the mouse has a count.
          onClick={({ detail }) => onOpen(id, detail === 0)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
