import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { hallDate, hallTime } from '../../../display/parts/hall-time.ts'
import type { TodayAnswer } from '../../../server/protocol/reports/today.ts'
import type { FloorProps } from '../floor-props.ts'
import { RatingsDialog } from '../ratings.tsx'
import { DefinitionsDialog } from './definitions-dialog.tsx'
import { fileAddress } from './fetch-report.ts'
import { FigureTiles, Ratings, TotalTiles } from './figure-tiles.tsx'
import { GroupTable } from './group-table.tsx'
import { HalfHourCharts } from './half-hour-charts.tsx'
import { StepsDialog } from './steps-dialog.tsx'
import type { OpenedSteps, TodayProps } from './today-props.ts'
import { useReport } from './use-report.ts'

type Shown = { steps: OpenedSteps } | 'definitions' | 'ratings'

/** The report of the present day, in place of the floor. */
export function Today({ back, ...floor }: FloorProps & { back: () => void }): JSX.Element {
  const { view, translations } = floor
  const { t } = translations
  const { report, hasFailed } = useReport(view)
  const [shown, show] = useState<Shown>()
  const close = (): void => show(undefined)
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    heading.current?.focus()
    scrollTo(0, 0)
  }, [])
  return (
    <main class="today">
      <header class="today-head">
        <div>
          <h2 ref={heading} tabIndex={-1}>
            {t('today.title')}
          </h2>
          {report && statusLines(report, floor).map((line) => <p key={line}>{line}</p>)}
        </div>
        <nav aria-label={t('today.title')}>
          <button type="button" class="row-key" onClick={() => show('definitions')}>
            {t('today.how')}
          </button>
          {(['figures', 'tickets'] as const).map((what) => (
            <a key={what} class="row-key" href={fileAddress(what)} download>
              {t(`today.save-${what}`)}
            </a>
          ))}
          <button type="button" class="dialog-go today-back" onClick={back}>
            {t('today.back')}
          </button>
        </nav>
      </header>
      {hasFailed && (
        <p class="today-failed" role="alert">
          ▲ {t('today.failed')}
        </p>
      )}
      {report ? (
        <Report
          {...floor}
          report={report}
          openSteps={(steps) => show({ steps })}
          readRatings={() => show('ratings')}
        />
      ) : (
        !hasFailed && <p role="status">{t('connection.joining')}</p>
      )}
      {shown === 'definitions' && (
        <DefinitionsDialog {...floor} limitMs={report?.limitMs ?? 0} close={close} />
      )}
      {shown === 'ratings' && <RatingsDialog {...floor} close={close} />}
      {typeof shown === 'object' && <StepsDialog {...floor} {...shown.steps} close={close} />}
    </main>
  )
}

function Report(props: TodayProps & { readRatings: () => void }): JSX.Element {
  const { report, translations } = props
  const { t } = translations
  const isEmpty = report.halves.length === 0 && report.totals.issued === 0
  return (
    <>
      <TotalTiles {...props} />
      {isEmpty && <p class="today-none">{t('today.none')}</p>}
      <FigureTiles {...props} />
      {!isEmpty && (
        <div class="today-charts">
          <HalfHourCharts {...props} />
          <Ratings {...props} />
        </div>
      )}
      {!isEmpty && <GroupTable {...props} />}
    </>
  )
}

/** The day with the time of its figures, and what they are compared with. */
function statusLines({ at, usual }: TodayAnswer, { view, translations }: FloorProps): readonly string[] {
  const { t, language } = translations
  const day = hallDate(at, view.timeZone, language)
  return [
    t('today.at', { day, time: hallTime(at, view.timeZone) }),
    usual ? t('today.usual', { n: usual.days }) : t('today.no-usual'),
  ]
}
