import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hallClock } from '../../../display/parts/hall-time.ts'
import { TicketLabel } from '../../../display/parts/ticket-label.tsx'
import type { ShownStep, StepsAnswer } from '../../../server/protocol/reports/today.ts'
import { DialogFrame } from '../../dialog-frame.tsx'
import { dotted } from '../../dotted.ts'
import { stopwatch } from '../../translations.ts'
import type { FloorProps } from '../floor-props.ts'
import { fetchSteps } from './fetch-report.ts'
import type { OpenedSteps } from './today-props.ts'

/** The tickets behind a figure: label, service, counter and times. */
export function StepsDialog({
  behind,
  title,
  close,
  ...floor
}: FloorProps & OpenedSteps & { close: () => void }) {
  const { t } = floor.translations
  const [read, setRead] = useState<StepsAnswer>()
  const [hasFailed, setFailed] = useState(false)
  const more = async (): Promise<void> => {
    const found = await fetchSteps(behind, read?.rows.length ?? 0)
    setFailed(!found)
    if (found) setRead((former) => ({ all: found.all, rows: [...(former?.rows ?? []), ...found.rows] }))
  }
  useEffect(() => void more(), [])
  const step = read && t('today.listed', { n: read.rows.length, all: read.all })
  return (
    <DialogFrame title={title} {...(step && { step })} close={close}>
      {hasFailed && (
        <p class="dialog-problem" role="alert">
          {t('today.failed')}
        </p>
      )}
      {read?.rows.length === 0 && <p class="dialog-none">{t('today.no-tickets')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls takes the focus, so that keys scroll it */}
      <ul class="queue-tickets" tabIndex={0} data-scrolls>
        {read?.rows.map((row, at) => (
          <StepRow key={`${row.label}-${at}`} {...floor} step={row} isService={behind.of === 'service'} />
        ))}
      </ul>
      <div class="dialog-keys">
        {read && read.rows.length < read.all && (
          <button type="button" class="row-key" onClick={() => void more()}>
            {t('today.more')}
          </button>
        )}
        <button type="button" class="dialog-go" onClick={close}>
          {t('paper.close')}
        </button>
      </div>
    </DialogFrame>
  )
}

function StepRow({
  step,
  isService,
  view,
  translations,
}: FloorProps & { step: ShownStep; isService: boolean }): JSX.Element {
  const { t, text } = translations
  const { label, service, counter, joinedAt, calledAt, startedAt, overAt } = step
  const time = (at: number): string => hallClock(at, view.timeZone)
  const facts = [
    text(view.words.services[service]) || service,
    ...(counter === undefined ? [] : [text(view.words.counters[counter]) || counter]),
    t('today.ticket-joined', { time: time(joinedAt) }),
    ...(calledAt === undefined ? [] : [t('today.ticket-called', { time: time(calledAt) })]),
    ...(startedAt === undefined ? [] : [t('today.ticket-started', { time: time(startedAt) })]),
    ...(overAt === undefined ? [] : [t('today.ticket-over', { time: time(overAt) })]),
  ]
  const span = isService ? step.servedMs : step.waitedMs
  return (
    <li class="open-item-row today-step">
      <b class="open-item-label">
        <TicketLabel label={label} />
      </b>
      <span class="open-item-text">{dotted(facts, t)}</span>
      {span !== undefined && <span class="digits open-item-since">{stopwatch(span)}</span>}
    </li>
  )
}
