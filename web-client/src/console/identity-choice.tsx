import type { IdentityFile } from '../crypto/identity.ts';
import type { ConsoleWords } from '../words/console-en.ts';

type Props = {
  words: ConsoleWords;
  identities: readonly IdentityFile[];
  chosen: IdentityFile | undefined;
  onChoose: (identity: IdentityFile) => void;
  onFile: (file: File) => void;
};

/** Whose key it is: one of those at hand, or one from a file. */
export function IdentityChoice({ words, identities, chosen, onChoose, onFile }: Props) {
  return (
    <fieldset class="who">
      <legend>{words.whoAreYou}</legend>
      {identities.map((identity) => (
        <label key={`${identity.opensWith} ${identity.name}`} class="choice">
          <input
            type="radio"
            name="identity"
            checked={identity === chosen}
            onChange={() => onChoose(identity)}
          />
          <span dir="auto">{identity.name}</span>
          {identity.opensWith === 'passkey' && <span class="soft">{words.passkey.with}</span>}
        </label>
      ))}
      <label class="field">
        <span>{identities.length > 0 ? words.otherFile : words.fromFile}</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) onFile(file);
          }}
        />
      </label>
    </fieldset>
  );
}
