import { hexToBytes } from '@noble/hashes/utils.js';
import type { FolderContents } from '../../talk/folder/contents.ts';
import { checkOf } from '../came-back.ts';
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

/**
 * What is about to be kept can bring this conversation back: the counsellor's page hears with what, and what her code word is
 * checked against. Before it is kept, so that no folder has a secret that the other end does not know.
 */
export function keepsWayBack({ wayBack, codeWord }: FolderContents, dispatch: (event: Event) => void): void {
  if (wayBack)
    dispatch({ kind: 'folder-kept', secret: hexToBytes(wayBack.secret), check: checkOf(codeWord) });
}
