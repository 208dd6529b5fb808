import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { DialogFrame } from '../../../dialog-frame.tsx'
import type { Difference } from '../draft/differences.ts'
import type { HallSettings } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'
import { addressOf } from '../parts/doubts.tsx'
import { faultText } from '../parts/fault-words.ts'
import { differenceLines, whatText } from '../parts/setting-words.ts'
import { PlanFields } from './plan-fields.tsx'
import { type Refused, refusalLines } from './refusal-lines.ts'

/** The differences of the draft, to be saved. A refusal stands above them in words; the draft is kept. */
export function ReviewDialog(props: FormProps & { close: () => void }): JSX.Element {
  const { settings, translations, live, close } = props
  const { t } = translations
  const { changes, isFaulty, base, draft, meanwhile } = settings
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState(false)
  const canSave = changes.length > 0 && !isFaulty && live.ready && !busy
  const [isPlanning, setIsPlanning] = useState(false)
  const give = async (act: () => Promise<Refused | undefined>): Promise<void> => {
    if (!canSave) return
    setBusy(true)
    const answer = await act()
    setBusy(false)
    if (answer) setRefused(answer)
    else close()
  }
  return (
    <DialogFrame title={t('review.title')} close={close}>
      <div class="dialog-form dialog-long review">
        {meanwhile.length > 0 && (
          <div class="dialog-problem review-meanwhile" role="alert">
            <p>{t('review.meanwhile')}</p>
            <Differences {...props} all={meanwhile} between={[draft, base]} />
            <p>{t('review.kept')}</p>
          </div>
        )}
        {refused && (
          <div class="dialog-problem" role="alert">
            {refusalLines(refused, base, translations).map((line) => (
              <p key={line}>▲ {line}</p>
            ))}
          </div>
        )}
        <FaultList {...props} without={refused !== undefined} />
        {changes.length === 0 && <p class="dialog-none">{t('review.none')}</p>}
        <Differences {...props} all={changes} between={[base, draft]} />
        <p class="setting-help">{t('review.note')}</p>
        {isPlanning && canSave ? (
          <PlanFields
            {...props}
            close={() => setIsPlanning(false)}
            plan={(due) => void give(() => settings.plan(due))}
          />
        ) : (
          <div class="dialog-keys">
            <button type="button" class="row-key" onClick={close}>
              {t('review.cancel')}
            </button>
            <button
              type="button"
              class="row-key"
              aria-disabled={!canSave}
              onClick={() => setIsPlanning(canSave)}
            >
              {t('plan.key')}
            </button>
            <button
              type="button"
              class="dialog-go"
              aria-disabled={!canSave}
              onClick={() => void give(settings.save)}
            >
              {t('review.save')}
            </button>
          </div>
        )}
      </div>
    </DialogFrame>
  )
}

interface FaultListProps extends FormProps {
  readonly close: () => void
  /** Without the problems that the hall told, because its answer stands above. */
  readonly without: boolean
}

/** The faults of the draft, each with the way to its field. */
function FaultList({ settings, translations, close, without }: FaultListProps): JSX.Element | null {
  const { draft } = settings
  const faults = settings.faults.filter((one) => !(without && 'problem' in one))
  const { t } = translations
  if (faults.length === 0) return null
  return (
    <div class="dialog-problem">
      <p>{t('review.faults')}</p>
      <ul>
        {faults.map((fault) => (
          <li key={fault.path.join('.')}>
            <a href={addressOf(fault.path)} onClick={close}>
              {whatText(fault.path, draft, translations)}
            </a>
            : {faultText(fault, draft, translations)}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface DifferencesProps extends Pick<FormProps, 'translations'> {
  readonly all: readonly Difference[]
  readonly between: readonly [HallSettings, HallSettings]
}

/** Differences as a list, a line each. */
export function Differences({ all, between, translations }: DifferencesProps): JSX.Element {
  const lines = all.flatMap((one) => differenceLines(one, between, translations))
  return (
    <ul class="differences">
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
