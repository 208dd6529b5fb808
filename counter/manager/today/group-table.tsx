import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallTime } from '../../../display/parts/hall-time.ts'
import type { TodayAnswer } from '../../../server/protocol/reports/today.ts'
import { minutesOf, stopwatch } from '../../translations.ts'
import type { Behind } from './fetch-report.ts'
import { meanScore } from './scores.ts'
import type { TodayProps } from './today-props.ts'

const groups = ['service', 'counter', 'person', 'half'] as const
type Group = (typeof groups)[number]

interface Row {
  readonly id: string
  readonly name: string
  readonly issued?: number
  readonly figures: TodayAnswer['all']
}

/** The figures of the day by service, counter, person or half hour; each row opens to its tickets. */
export function GroupTable(props: TodayProps): JSX.Element {
  const { translations } = props
  const { t } = translations
  const [group, choose] = useState<Group>('service')
  return (
    <section class="today-groups" aria-labelledby="today-groups">
      <div class="today-groups-head">
        <h3 id="today-groups">{t('today.by')}</h3>
        <fieldset aria-labelledby="today-groups">
          {groups.map((one) => (
            <button
              key={one}
              type="button"
              class="row-key"
              aria-pressed={one === group}
              onClick={() => choose(one)}
            >
              {t(`today.by-${one}`)}
            </button>
          ))}
        </fieldset>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus, so that keys scroll it */}
      <section class="today-table" tabIndex={0} aria-label={t(`today.by-${group}`)} data-scrolls>
        <Table {...props} group={group} rows={rowsOf(group, props)} />
      </section>
    </section>
  )
}

function rowsOf(group: Group, { report, view, translations }: TodayProps): readonly Row[] {
  const { text, t } = translations
  if (group === 'half')
    return report.halves.map(({ at, issued, ...figures }) => ({
      ...{ id: String(at), name: hallTime(at, view.timeZone), issued, figures },
    }))
  const named = (list: TodayAnswer['counters'], name: (id: string) => string): Row[] =>
    Object.entries(list).map(([id, figures]) => ({ id, name: name(id), figures }))
  if (group === 'counter') return named(report.counters, (id) => text(view.words.counters[id]) || id)
  if (group === 'person') return named(report.people, (badge) => t('counters.badge', { badge }))
  return Object.entries(report.services).map(([id, { issued, ...figures }]) => ({
    ...{ id, name: text(view.words.services[id]) || id, issued, figures },
  }))
}

const spreads = ['mean', 'p50', 'p80', 'longest'] as const

function TableHead({
  group,
  isIssued,
  report,
  translations: { t },
}: TodayProps & { group: Group; isIssued: boolean }): JSX.Element {
  const heads = (of: 'wait' | 'service'): JSX.Element[] =>
    spreads.map((name) => (
      <th key={`${of}-${name}`} scope="col">
        {t(`today.${name}`)}
      </th>
    ))
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          {t(`today.by-${group}`)}
        </th>
        {isIssued && (
          <th scope="col" rowSpan={2}>
            {t('figures.issued')}
          </th>
        )}
        <th scope="colgroup" colSpan={6} class="today-of">
          {t('today.wait')}
        </th>
        <th scope="colgroup" colSpan={5} class="today-of">
          {t('today.service')}
        </th>
        <th scope="col" rowSpan={2}>
          {t('today.rating')}
        </th>
      </tr>
      <tr>
        <th scope="col">{t('today.called-head')}</th>
        {heads('wait')}
        <th scope="col">{t('today.within', { n: minutesOf(report.limitMs) })}</th>
        <th scope="col">{t('figures.served')}</th>
        {heads('service')}
      </tr>
    </thead>
  )
}

function Table({ group, rows, ...props }: TodayProps & { group: Group; rows: readonly Row[] }): JSX.Element {
  const { openSteps, translations } = props
  const { t } = translations
  const isIssued = group === 'service' || group === 'half'
  const behind = (of: Behind['of'], { id }: Row): Behind => ({ of, [group]: id })
  return (
    <table>
      <TableHead {...props} group={group} isIssued={isIssued} />
      <tbody>
        {rows.map((row) => {
          const { wait, within, service, scores } = row.figures
          const open = (of: Behind['of']): void => openSteps({ behind: behind(of, row), title: row.name })
          return (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {isIssued && <Cell count={row.issued ?? 0} open={() => open('issued')} />}
              <Cell count={wait?.count ?? 0} open={() => open('wait')} />
              {spreads.map((name) => (
                <td key={`wait-${name}`} class="digits">
                  {wait ? stopwatch(wait[name]) : '–'}
                </td>
              ))}
              <td class="digits">
                {wait ? t('today.percent', { n: Math.floor((100 * within) / wait.count) }) : '–'}
              </td>
              <Cell count={service?.count ?? 0} open={() => open('service')} />
              {spreads.map((name) => (
                <td key={`service-${name}`} class="digits">
                  {service ? stopwatch(service[name]) : '–'}
                </td>
              ))}
              <td class="digits">{meanScore(scores) ?? '–'}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** A number of tickets that opens to them. */
function Cell({ count, open }: { count: number; open: () => void }): JSX.Element {
  return (
    <td class="digits">
      {count === 0 ? (
        0
      ) : (
        <button type="button" class="today-cell" onClick={open}>
          {count}
        </button>
      )}
    </td>
  )
}
