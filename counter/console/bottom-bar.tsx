import type { JSX } from 'preact'
import type { CounterView } from '../../server/hall/views/view-types.ts'
import type { ConsoleTranslations } from './console-translations.ts'
import type { ConsoleState } from './use-console.ts'

/** Name of the command that the undo key takes back. */
function undoSentence(undo: NonNullable<CounterView['undo']>, { t }: ConsoleTranslations): string {
  const [first = '', second] = undo.labels
  if (undo.type === 'finish' && second !== undefined) return t('undo.finish-next', { first, second })
  return t(`undo.${undo.type}`, { labels: undo.labels.join(' ') })
}

/** The status line: a notice, otherwise an undo with its remaining seconds, otherwise the guide to the keys. */
export function BottomBar({ state }: { state: ConsoleState }): JSX.Element {
  const { view, translations, notice } = state
  const { t } = translations
  const seconds = view.undo ? Math.ceil((view.undo.until - state.now) / 1000) : 0
  const kind = notice ? notice.kind : seconds > 0 ? 'undo' : 'guide'
  return (
    <div class={`foot foot-${kind}`}>
      <p class="foot-message" role="status" aria-live={notice?.kind === 'refused' ? 'assertive' : 'polite'}>
        {notice && (
          <>
            {notice.kind === 'refused' && <strong>▲ {t('notice.title')}</strong>} {notice.text}
          </>
        )}
        {kind === 'undo' && view.undo && undoSentence(view.undo, translations)}
      </p>
      {kind === 'guide' && (
        <p class="foot-keys">{t(state.preferences.letters ? 'guide.keys' : 'guide.no-letters')}</p>
      )}
      {notice && (
        <button type="button" class="foot-key" onClick={state.dismiss}>
          {t('notice.close')}
        </button>
      )}
      {kind === 'undo' && (
        <button
          type="button"
          class="foot-key"
          aria-disabled={!state.ready}
          aria-keyshortcuts={state.preferences.letters ? 'Z' : undefined}
          onClick={(event) => {
            if (event.detail > 0) event.currentTarget.blur()
            state.undo()
          }}
        >
          {t('undo.go')} {state.preferences.letters && <kbd>Z</kbd>}
          <span class="digits foot-seconds">{t('undo.seconds', { n: seconds })}</span>
        </button>
      )}
    </div>
  )
}
