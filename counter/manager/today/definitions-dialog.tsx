import type { JSX } from 'preact'
import { DialogFrame } from '../../dialog-frame.tsx'
import { minutesOf } from '../../translations.ts'
import type { FloorProps } from '../floor-props.ts'

const definitions = ['step', 'wait', 'service', 'percentile', 'within', 'place', 'undone', 'usual'] as const

/** The meaning of each figure; docs/reports.md says the same at length. */
export function DefinitionsDialog({
  limitMs,
  close,
  translations: { t },
}: FloorProps & { limitMs: number; close: () => void }): JSX.Element {
  return (
    <DialogFrame title={t('today.how')} close={close}>
      <dl class="today-definitions" tabIndex={0} data-scrolls>
        {definitions.map((name) => (
          <div key={name}>
            <dt>{t(`today.word-${name}`, { n: minutesOf(limitMs) })}</dt>
            <dd>{t(`today.means-${name}`, { n: minutesOf(limitMs) })}</dd>
          </div>
        ))}
      </dl>
      <div class="dialog-keys">
        <button type="button" class="dialog-go" onClick={close}>
          {t('paper.close')}
        </button>
      </div>
    </DialogFrame>
  )
}
