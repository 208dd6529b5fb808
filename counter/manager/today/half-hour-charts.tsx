import type { JSX } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { hallTime } from '../../../display/parts/hall-time.ts'
import type { TodayAnswer } from '../../../server/protocol/reports/today.ts'
import { minutesOf } from '../../translations.ts'
import type { TodayProps } from './today-props.ts'

/** Sizes of a chart in CSS pixels. */
const chart = { height: 190, top: 22, bottom: 24, left: 34, leastLabel: 46, leastValue: 17 } as const
const minuteMs = 60_000
const halfHourMs = 30 * minuteMs

/** A half hour: tickets, those of the usual day, and waits in minutes. */
interface Half {
  readonly at: number
  readonly issued: number
  readonly usual: number
  readonly p50?: number
  readonly p80?: number
}

/** Every half hour from the first to the last one with anything, today or on the usual day. */
function halvesOf({ halves, usual, startsAt }: TodayAnswer): readonly Half[] {
  const known = new Map(halves.map((half) => [half.at, half]))
  const usualAt = new Map(
    Object.entries(usual?.issued ?? {}).map(([offset, count]) => [startsAt + Number(offset), count]),
  )
  const moments = [...known.keys(), ...usualAt.keys()]
  const all: Half[] = []
  for (let at = Math.min(...moments); at <= Math.max(...moments); at += halfHourMs) {
    const { issued = 0, wait } = known.get(at) ?? {}
    const times = wait ? { p50: wait.p50 / minuteMs, p80: wait.p80 / minuteMs } : {}
    all.push({ at, issued, usual: usualAt.get(at) ?? 0, ...times })
  }
  return all
}

/** Tickets and waits by half hour. The table by half hour has the same figures as text. */
export function HalfHourCharts(props: TodayProps): JSX.Element {
  const { report, translations } = props
  const { t } = translations
  const halves = halvesOf(report)
  const limit = report.limitMs / minuteMs
  const mostWait = Math.max(limit, ...halves.map(({ p80 = 0 }) => p80))
  return (
    <>
      <Chart
        {...props}
        halves={halves}
        title={t('today.chart-issued')}
        legend={report.usual ? [['usual', t('today.chart-usual')]] : []}
        most={Math.max(1, ...halves.flatMap(({ issued, usual }) => [issued, usual]))}
        bars={({ issued }) => ({ high: issued, text: issued > 0 ? String(issued) : '' })}
        mark={report.usual ? ({ usual }) => usual : undefined}
        markName="usual"
      />
      <Chart
        {...props}
        halves={halves}
        title={t('today.chart-wait')}
        legend={[
          ['median', t('today.p50')],
          ['limit', t('today.chart-limit', { n: minutesOf(report.limitMs) })],
        ]}
        most={mostWait}
        bars={({ p80 }) => ({ high: p80 ?? 0, text: p80 === undefined ? '' : String(Math.round(p80)) })}
        mark={({ p50 }) => p50}
        markName="median"
        limit={limit}
      />
    </>
  )
}

interface ChartProps extends TodayProps {
  halves: readonly Half[]
  title: string
  legend: readonly (readonly [name: string, text: string])[]
  /** The highest value. */
  most: number
  bars: (half: Half) => { high: number; text: string }
  /** A line across the bar. */
  mark: ((half: Half) => number | undefined) | undefined
  markName: string
  limit?: number
}

function Chart(props: ChartProps): JSX.Element {
  const { halves, title, legend, most, bars, mark, markName, limit, view } = props
  const drawing = useRef<SVGSVGElement>(null)
  const width = useWidth(drawing)
  const { height, top, bottom, left } = chart
  const step = Math.max(1, (width - left) / halves.length)
  const y = (value: number): number => height - bottom - (value / most) * (height - top - bottom)
  const every = Math.max(1, Math.ceil(chart.leastLabel / step))
  return (
    <figure class="today-chart">
      <figcaption>
        {title}
        {legend.map(([name, text]) => (
          <span key={name} class={`today-legend today-legend-${name}`}>
            {text}
          </span>
        ))}
      </figcaption>
      <svg ref={drawing} height={height} aria-hidden="true">
        <line class="chart-base" x1={left} x2={width} y1={y(0)} y2={y(0)} />
        <text class="chart-axis" x={left - 6} y={y(most) + 4} text-anchor="end">
          {Math.round(most)}
        </text>
        <text class="chart-axis" x={left - 6} y={y(0)} text-anchor="end">
          0
        </text>
        {halves.map((half, at) => (
          <Bar
            key={half.at}
            {...bars(half)}
            {...{ x: left + at * step, step, y, markName }}
            marked={mark?.(half)}
            time={at % every === 0 ? hallTime(half.at, view.timeZone) : undefined}
            width={width}
          />
        ))}
        {limit !== undefined && <line class="chart-limit" x1={left} x2={width} y1={y(limit)} y2={y(limit)} />}
      </svg>
    </figure>
  )
}

interface BarProps {
  x: number
  /** The width of a half hour. */
  step: number
  /** The height at which a value stands. */
  y: (value: number) => number
  high: number
  text: string
  marked: number | undefined
  markName: string
  /** Written below. */
  time: string | undefined
  /** The width of the chart. */
  width: number
}

function Bar({ x, step, y, high, text, marked = 0, markName, time, width }: BarProps): JSX.Element {
  return (
    <g>
      <rect
        class="chart-bar"
        x={x + step * 0.12}
        y={y(high)}
        width={step * 0.76}
        height={y(0) - y(high)}
        rx={Math.min(4, step * 0.2)}
      />
      {marked > 0 && (
        <line
          class={`chart-${markName}`}
          x1={x + step * 0.04}
          x2={x + step * 0.96}
          y1={y(marked)}
          y2={y(marked)}
        />
      )}
      {step >= chart.leastValue && (
        <text class="chart-value" x={x + step / 2} y={y(Math.max(high, marked)) - 6} text-anchor="middle">
          {text}
        </text>
      )}
      {time !== undefined && x + chart.leastLabel <= width && (
        <text class="chart-axis" x={x} y={chart.height - 6}>
          {time}
        </text>
      )}
    </g>
  )
}

/** The width of an element, as it changes with the window. */
function useWidth(element: { readonly current: Element | null }): number {
  const [width, setWidth] = useState(320)
  useLayoutEffect(() => {
    const measure = (): void => setWidth(element.current?.clientWidth ?? width)
    measure()
    addEventListener('resize', measure)
    return () => removeEventListener('resize', measure)
  }, [])
  return width
}
