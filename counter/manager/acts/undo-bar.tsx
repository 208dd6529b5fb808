import type { JSX } from 'preact'
import type { FloorProps } from '../floor-props.ts'

/** The last act, with its undo and the seconds that are left for it. */
export function UndoBar({
  acts,
  now,
  translations,
}: Pick<FloorProps, 'acts' | 'now' | 'translations'>): JSX.Element {
  const { t } = translations
  const { told } = acts
  return (
    <div class={told ? `undo-bar undo-bar-${told.kind}` : 'undo-bar undo-bar-empty'}>
      <p role="status" aria-live={told?.kind === 'refused' ? 'assertive' : 'polite'}>
        {told && (told.kind === 'refused' ? `▲ ${told.text}` : told.text)}
      </p>
      {told?.command !== undefined && (
        <button type="button" class="undo-bar-key" aria-disabled={!acts.isReady} onClick={acts.takeBack}>
          {t('acts.undo', { n: Math.max(1, Math.ceil((told.until - now) / 1000)) })}
        </button>
      )}
    </div>
  )
}
