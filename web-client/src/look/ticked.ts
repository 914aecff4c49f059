/**
 * Whether something is chosen. As if it had always been so: Firefox writes what was changed of these on the disk, with
 * the open tabs, whatever `autocomplete` says.
 */
export const ticked = (chosen: boolean) => ({ checked: chosen, defaultChecked: chosen });
