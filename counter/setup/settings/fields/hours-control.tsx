import type { JSX } from 'preact'
import type { Hours } from '../../../../server/hall/settings.ts'
import { weekdays } from '../../../../server/protocol/settings/weekdays.ts'
import { type ControlProps, clockIn, groupOf } from './control-props.ts'

type Week = Exclude<Hours, 'always'>
type Span = readonly [string, string]

/** Hours that are proposed for a day without any. */
const usualSpan: Span = ['09:00', '17:00']
const usualWeek: Week = Object.fromEntries(weekdays.slice(0, 5).map((day) => [day, [usualSpan]]))

/** Opening hours: around the clock, or spans of each weekday. */
export function HoursControl(props: ControlProps): JSX.Element {
  const { value, change, translations } = props
  const { t } = translations
  const hours = value as Hours
  return (
    <div class="setting-hours" {...groupOf(props)}>
      <div class="setting-either">
        <label class="choice-box">
          <input
            type="radio"
            name={props.id}
            checked={hours === 'always'}
            onChange={() => change('always')}
          />
          <span>{t('settings.always')}</span>
        </label>
        <label class="choice-box">
          <input
            type="radio"
            name={props.id}
            checked={hours !== 'always'}
            onChange={() => change(usualWeek)}
          />
          <span>{t('settings.by-day')}</span>
        </label>
      </div>
      {hours !== 'always' &&
        weekdays.map((day) => (
          <DayHours
            key={day}
            day={day}
            spans={hours[day] ?? []}
            change={(spans) => change(withDay(hours, day, spans))}
            translations={translations}
          />
        ))}
    </div>
  )
}

function withDay(week: Week, day: (typeof weekdays)[number], spans: readonly Span[]): Week {
  const { [day]: _, ...others } = week
  const all: Record<string, readonly Span[] | undefined> = {
    ...others,
    ...(spans.length > 0 ? { [day]: spans } : {}),
  }
  return Object.fromEntries(weekdays.flatMap((one) => (all[one] ? [[one, all[one]]] : [])))
}

interface DayHoursProps extends Pick<ControlProps, 'translations'> {
  day: (typeof weekdays)[number]
  spans: readonly Span[]
  change: (spans: readonly Span[]) => void
}

function DayHours({ day, spans, change, translations: { t } }: DayHoursProps): JSX.Element {
  const name = t(`day.${day}`)
  const put = (at: number, span: Span): void => change(spans.map((one, place) => (place === at ? span : one)))
  return (
    <div class="setting-day">
      <span class="setting-day-name">{name}</span>
      <span class="setting-spans">
        {spans.length === 0 && <span class="setting-closed">{t('settings.closed')}</span>}
        {spans.map(([from, to], at) => (
          <span class="setting-span" key={at}>
            <input
              class="digits"
              inputMode="numeric"
              maxLength={5}
              autocomplete="off"
              aria-label={`${name}, ${t('settings.span.from')}`}
              value={from}
              onInput={({ currentTarget }) => put(at, [clockIn(currentTarget.value), to])}
            />
            <span aria-hidden="true">–</span>
            <input
              class="digits"
              inputMode="numeric"
              maxLength={5}
              autocomplete="off"
              aria-label={`${name}, ${t('settings.span.to')}`}
              value={to}
              onInput={({ currentTarget }) => put(at, [from, clockIn(currentTarget.value)])}
            />
            <button
              type="button"
              class="setting-small"
              aria-label={t('settings.remove.of', { name: `${name} ${from}–${to}` })}
              onClick={() => change(spans.filter((_, place) => place !== at))}
            >
              ×
            </button>
          </span>
        ))}
        <button
          type="button"
          class="setting-small"
          aria-label={`${name}: ${t('settings.span.add')}`}
          onClick={() => change([...spans, spans.length === 0 ? usualSpan : [spans.at(-1)![1], '']])}
        >
          +
        </button>
      </span>
    </div>
  )
}
