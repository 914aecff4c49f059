import { type IdentityFile, readIdentityFile } from '../crypto/identity.ts';

/** What an identity file is called in her folder: one that opens with a passkey lies beside the other. */
function fileName({ name, opensWith }: IdentityFile): string {
  return `${name}${opensWith === 'passkey' ? '.passkey' : ''}.luwte.json`;
}

/** A button that puts a sealed identity into her downloads. Nothing is kept in the browser. */
export function SaveFile({ sealed, label, onSaved }: { sealed: string; label: string; onSaved: () => void }) {
  const save = () => {
    const address = URL.createObjectURL(new Blob([sealed], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = fileName(readIdentityFile(sealed));
    link.click();
    URL.revokeObjectURL(address);
    onSaved();
  };
  return (
    <button type="button" class="main wide" onClick={save}>
      {label}
    </button>
  );
}
