import type { JSX } from 'preact'
import type { StepsOf, TodayAnswer } from '../../../server/protocol/reports/today.ts'
import { minutesOf, stopwatch } from '../../translations.ts'
import { meanScore, ratingsIn } from './scores.ts'
import type { TodayProps } from './today-props.ts'

type Figures = TodayAnswer['all']
type Spread = NonNullable<Figures['wait']>

const spreadNames = ['mean', 'p50', 'p80', 'longest'] as const

const totalNames = [
  ['issued', 'issued'],
  ['served', 'served'],
  ['noShow', 'no-show'],
  ['left', 'left'],
  ['cancelled', 'cancelled'],
  ['unserved', 'unserved'],
] as const

interface TileProps {
  name: string
  value: string | undefined
  usual?: string | undefined
  open: () => void
}

/** A figure that opens to its tickets, with that of the usual day below. */
function Tile({ name, value, usual, open, translations: { t } }: TileProps & TodayProps): JSX.Element {
  return (
    <button
      type="button"
      class="tile"
      aria-disabled={value === undefined}
      onClick={() => value !== undefined && open()}
    >
      <span class="tile-name">{name}</span>
      <b class="digits tile-value">{value ?? '–'}</b>
      {usual !== undefined && <span class="tile-usual">{t('today.usual-is', { value: usual })}</span>}
    </button>
  )
}

/** The day's tickets by their ends. */
export function TotalTiles(props: TodayProps): JSX.Element {
  const { report, openSteps, translations } = props
  const { t } = translations
  return (
    <div class="tiles tiles-totals">
      {totalNames.map(([name, of]) => (
        <Tile
          key={name}
          {...props}
          name={t(`figures.${of}`)}
          value={String(report.totals[name])}
          usual={report.usual && String(report.usual.totals[name])}
          open={() => openSteps({ behind: { of }, title: t(`figures.${of}`) })}
        />
      ))}
    </div>
  )
}

/** Waits and services of the day. */
export function FigureTiles(props: TodayProps): JSX.Element {
  const { report, openSteps, translations } = props
  const { t } = translations
  const { all, usual, limitMs } = report
  const within = (percent: number | undefined) =>
    percent === undefined ? undefined : t('today.percent', { n: percent })
  const percent = all.wait && Math.floor((100 * all.within) / all.wait.count)
  const limit = t('today.within', { n: minutesOf(limitMs) })
  const spreadTiles = (of: 'wait' | 'service'): JSX.Element[] =>
    spreadNames.map((figure) => (
      <Tile
        key={figure}
        {...props}
        name={t(`today.${figure}`)}
        value={timeOf(all[of], figure)}
        usual={timeOf(usual?.[of], figure)}
        open={() => openSteps({ behind: { of }, title: t(`today.${of}`) })}
      />
    ))
  return (
    <div class="today-cards">
      <Card {...props} of="wait" count={t('today.called', { n: all.wait?.count ?? 0 })}>
        {spreadTiles('wait')}
        <Tile
          {...props}
          name={limit}
          value={within(percent)}
          usual={within(usual?.withinPercent)}
          open={() =>
            openSteps({ behind: { of: 'over-limit' }, title: t('today.over', { n: minutesOf(limitMs) }) })
          }
        />
      </Card>
      <Card {...props} of="service" count={t('today.served', { n: all.service?.count ?? 0 })}>
        {spreadTiles('service')}
      </Card>
    </div>
  )
}

const timeOf = (spread: Spread | undefined, figure: (typeof spreadNames)[number]): string | undefined =>
  spread && stopwatch(spread[figure])

interface CardProps {
  of: Extract<StepsOf, 'wait' | 'service'>
  count: string
  children: JSX.Element | (JSX.Element | JSX.Element[])[] | JSX.Element[]
}

function Card({ of, count, children, translations: { t } }: CardProps & TodayProps): JSX.Element {
  return (
    <section class="today-card" aria-labelledby={`today-${of}`}>
      <h3 id={`today-${of}`}>
        {t(`today.${of}`)} <span>{count}</span>
      </h3>
      <div class="tiles">{children}</div>
    </section>
  )
}

/** The scores of the day, without whose they are; the words are read in their own dialog. */
export function Ratings({
  report,
  translations,
  readRatings,
}: TodayProps & { readRatings: () => void }): JSX.Element {
  const { t } = translations
  const { scores } = report.all
  const all = ratingsIn(scores)
  const most = Math.max(1, ...scores)
  return (
    <section class="today-card today-ratings" aria-labelledby="today-ratings">
      <h3 id="today-ratings">
        {t('figures.ratings')} <span>{t('today.rated', { n: all })}</span>
      </h3>
      <div class="today-scores">
        <button type="button" class="tile" onClick={readRatings}>
          <span class="tile-name">{t('today.mean')}</span>
          <b class="digits tile-value">{meanScore(scores) ?? '–'}</b>
          <span class="tile-usual">{t('ratings.read')}</span>
        </button>
        <ol reversed>
          {scores
            .map((count, at) => (
              <li key={at + 1}>
                <span class="visually-hidden">{t('ratings.score', { n: at + 1 })}</span>
                <span class="digits" aria-hidden="true">
                  {at + 1}
                </span>
                <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
                  <rect width={(100 * count) / most} height="10" />
                </svg>
                <span class="digits">{count}</span>
              </li>
            ))
            .reverse()}
        </ol>
      </div>
    </section>
  )
}
