import type { JSX, TargetedSubmitEvent } from 'preact'
import { useState } from 'preact/hooks'
import { wireLimits } from '../../../server/protocol/limits.ts'
import type { MaintenanceView } from '../../../server/protocol/messages.ts'
import { faultText } from '../devices/device-commands.ts'
import type { SectionProps } from '../section-props.ts'
import { changeRetention, type RetentionForm } from './change-retention.ts'

interface RetentionProps extends SectionProps {
  shown: MaintenanceView
  mayChange: boolean
}

/** Schedule and ages, which are settings of the hall. */
export function Retention({ shown, mayChange, live, translations }: RetentionProps): JSX.Element {
  const { t } = translations
  const { backups, copiesDays, recordsDays } = shown.keeps
  const inForce: RetentionForm = {
    backupAt: shown.backupAt,
    backups: String(backups),
    copiesDays: String(copiesDays),
    recordsDays: recordsDays === undefined ? '' : String(recordsDays),
  }
  const [typed, setTyped] = useState<Partial<RetentionForm>>({})
  const [fault, setFault] = useState('')
  const [isDone, setDone] = useState(false)
  const form = { ...inForce, ...typed }
  const save = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    setDone(false)
    const refused = await changeRetention(live.act, form)
    setFault(refused ? faultText(refused, t) : '')
    setDone(!refused)
    if (!refused) setTyped({})
  }
  const field = (name: keyof RetentionForm, bounds: Readonly<Record<string, number>>): JSX.Element => (
    <label class="field">
      <span>{t(`retention.${name}`, bounds)}</span>
      <input
        name={name}
        type={name === 'backupAt' ? 'time' : 'number'}
        {...bounds}
        value={form[name]}
        required={name !== 'recordsDays'}
        onInput={({ currentTarget }) => {
          setDone(false)
          setTyped((now) => ({ ...now, [name]: currentTarget.value }))
        }}
      />
    </label>
  )
  return (
    <section class="section-card" aria-labelledby="retention">
      <h3 id="retention">{t('retention.title')}</h3>
      {mayChange ? (
        <form class="section-form" onSubmit={save}>
          {field('backupAt', {})}
          {field('backups', { min: 1, max: wireLimits.keptBackups })}
          {field('copiesDays', { min: 1, max: wireLimits.copiesDays })}
          {field('recordsDays', { min: wireLimits.fewestRecordsDays, max: wireLimits.recordsDays })}
          <div class="section-keys">
            <button type="submit" class="row-key" aria-disabled={!live.ready}>
              {t('retention.save')}
            </button>
          </div>
        </form>
      ) : (
        <p>{t('retention.in-force', { at: shown.backupAt, backups, copies: copiesDays })}</p>
      )}
      <p>
        {recordsDays === undefined ? t('retention.for-ever') : t('retention.records', { n: recordsDays })}
      </p>
      {fault && (
        <p class="dialog-fault" role="alert">
          ▲ {fault}
        </p>
      )}
      <p class="section-done" role="status">
        {isDone && `✓ ${t('retention.saved')}`}
      </p>
    </section>
  )
}
