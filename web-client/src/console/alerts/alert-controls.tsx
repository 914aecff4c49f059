import type { ToolsWords } from '../../words/tools-en.ts';
import type { AlertSettings } from './alerter.ts';

type Props = { alerts: AlertSettings; words: ToolsWords['alerts'] };

/** How the counsellor is called, and how loud. */
export function AlertControls({ alerts, words }: Props) {
  const { volume, muted, awake, notices, onVolume, onMuted, onHear, onAskNotices } = alerts;
  return (
    <section class="alerts" aria-label={muted ? words.soundOff : words.soundOn}>
      <div class="line">
        <button
          type="button"
          class="other"
          aria-pressed={!muted}
          aria-keyshortcuts="Alt+M"
          onClick={() => onMuted(!muted)}
        >
          {muted ? words.soundOff : words.soundOn}
        </button>
        <input
          type="range"
          min="0"
          max="1"
          step="0.1"
          aria-label={words.volume}
          value={muted ? 0 : volume}
          onInput={({ currentTarget }) => onVolume(Number(currentTarget.value))}
        />
      </div>
      <div class="line">
        <button type="button" class="quiet" onClick={onHear}>
          {words.hear}
        </button>
        {notices === 'default' ? (
          <button type="button" class="quiet" title={words.askNoticesWhy} onClick={onAskNotices}>
            {words.askNotices}
          </button>
        ) : (
          <p class="soft">{words.notices[notices]}</p>
        )}
      </div>
      <div role="status">{!awake && <p class="notice">{words.asleep}</p>}</div>
    </section>
  );
}
