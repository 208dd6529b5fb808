import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { weekdays } from '../../../../server/protocol/settings/weekdays.ts'
import type { HallSettings } from '../draft/document.ts'
import { clockIn } from '../fields/control-props.ts'
import type { FormProps } from '../form-props.ts'

const dayMs = 24 * 60 * 60_000
/** The moment that is proposed: this long before the doors open (min), or at this time in a hall that never closes. */
const beforeOpening = 30
const usualTime = '06:00'

interface PlanFieldsProps extends FormProps {
  /** `due`: on the hall's clock, `YYYY-MM-DDTHH:MM`. */
  readonly plan: (due: string) => void
  readonly close: () => void
}

/** The moment at which a draft takes force: tomorrow before the doors open, unless somebody says otherwise. */
export function PlanFields({
  settings,
  translations,
  live,
  view,
  plan,
  close,
}: PlanFieldsProps): JSX.Element {
  const { t } = translations
  const [day, setDay] = useState(dayAt(live.now() + dayMs, view.timeZone))
  const [time, setTime] = useState(timeBeforeOpening(settings.base, live.now() + dayMs, view.timeZone))
  const [isFaulty, setIsFaulty] = useState(false)
  const submit = (): void => {
    const due = `${day}T${time}`
    const isFine =
      /^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d$/u.test(due) && due > momentAt(live.now(), view.timeZone)
    setIsFaulty(!isFine)
    if (isFine) plan(due)
  }
  return (
    <fieldset class="plan-fields">
      <label>
        {t('plan.day')}
        <input
          type="date"
          id="plan-day"
          value={day}
          onInput={({ currentTarget }) => setDay(currentTarget.value)}
        />
      </label>
      <label>
        {t('plan.time')}
        <input
          class="digits"
          id="plan-time"
          inputMode="numeric"
          maxLength={5}
          value={time}
          autocomplete="off"
          aria-invalid={isFaulty}
          onInput={({ currentTarget }) => setTime(clockIn(currentTarget.value))}
        />
      </label>
      <p class="setting-help">{t('plan.note')}</p>
      {isFaulty && (
        <p class="dialog-fault" role="alert">
          ▲ {t('plan.fault')}
        </p>
      )}
      <div class="dialog-keys">
        <button type="button" class="row-key" onClick={close}>
          {t('review.cancel')}
        </button>
        <button type="button" class="dialog-go" onClick={submit}>
          {t('plan.go')}
        </button>
      </div>
    </fieldset>
  )
}

/** Date and time of the hall, `YYYY-MM-DDTHH:MM`: Swedish writes both so. */
const momentAt = (at: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T')

const dayAt = (at: number, timeZone: string): string => momentAt(at, timeZone).slice(0, 10)

function timeBeforeOpening({ hours }: HallSettings, at: number, timeZone: string): string {
  if (hours === 'always') return usualTime
  const name = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' }).format(at).toLowerCase()
  const [opens] = hours[weekdays.find((one) => one === name) ?? 'mon']?.[0] ?? []
  if (opens === undefined) return usualTime
  const [hour = 0, minute = 0] = opens.split(':').map(Number)
  const minutes = Math.max(0, hour * 60 + minute - beforeOpening)
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
