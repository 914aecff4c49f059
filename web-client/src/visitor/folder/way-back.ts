import { hexToBytes } from '@noble/hashes/utils.js';
import type { OpenFolder } from '../../talk/folder/folder.ts';
import type { Event, State } from '../state.ts';

/** Her right to the conversation that she is in, or was in last. */
export function rightOf(state: State): Uint8Array | undefined {
  if (state.kind === 'talking') return state.token;
  return state.kind === 'ended' ? state.was?.right : undefined;
}

/** The counsellor with whom she talks, or talked last. */
export function counsellorOf(state: State): Uint8Array | undefined {
  if (state.kind === 'talking') return state.conversation.keys.between.counsellorKey;
  return state.kind === 'ended' ? state.was?.counsellor : undefined;
}

/** What was kept can bring this conversation back: the counsellor's page hears with what. */
export function keepsWayBack({ contents: { wayBack } }: OpenFolder, dispatch: (event: Event) => void): void {
  if (wayBack) dispatch({ kind: 'folder-kept', secret: hexToBytes(wayBack.secret) });
}
