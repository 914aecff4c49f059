/** A lamp in a window: somebody is there. It does not move. */
export function Lamp({ lit }: { lit: boolean }) {
  return (
    <svg class={lit ? 'lamp lit' : 'lamp'} viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <rect class="pane" x="9" y="6" width="46" height="50" rx="5" />
      <path class="bars" d="M32 6v14M9 31h10M45 31h10" />
      <circle class="glow" cx="32" cy="33" r="14" />
      <path class="shade" d="M26 24h12l5 12H21z" />
      <path class="foot" d="M32 36v13M25 49h14" />
      <path class="sill" d="M5 57h54" />
    </svg>
  );
}
