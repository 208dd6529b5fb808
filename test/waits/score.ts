import type { Quoted } from './simulated-hall.ts'

/** How true the quotes of a family were. Spans in minutes. */
export interface Score {
  readonly quotes: number
  readonly noFigure: number
  readonly now: number
  readonly mae: number
  readonly last: number
  readonly best: { readonly name: string; readonly mae: number }
  readonly simple: Readonly<Record<string, number>>
  /** Share (%) of quotes whose upper bound held. */
  readonly p80: number
  readonly p30: number
  readonly pinball30: number
  readonly pinball80: number
  readonly slices: readonly { readonly name: string; readonly count: number; readonly p80: number }[]
  readonly next: number
  readonly nextWrong: number
  readonly forecastMs: number
}

const minuteMs = 60_000
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length
const kindOf = (ahead: number): string =>
  ahead === 0
    ? '0'
    : ahead < 3
      ? '1–2'
      : ahead < 6
        ? '3–5'
        : ahead < 11
          ? '6–10'
          : ahead < 21
            ? '11–20'
            : '21+'

export function scoreOf(quotes: readonly Quoted[]): Score {
  const came = quotes.flatMap((quoted) => {
    const { told, waitedMs } = quoted
    return 'middle' in told && waitedMs !== undefined ? [{ ...quoted, told, waitedMs }] : []
  })
  const names = ['last', 'mean of five', 'own line', 'ahead × mean']
  // Each predictor is judged on the quotes on which all could say something.
  const judged = came.filter(({ simple }) => names.every((name) => name in simple))
  const error = (of: (one: (typeof came)[number]) => number) =>
    mean(judged.map((one) => Math.abs(one.waitedMs - of(one)))) / minuteMs
  const simple = Object.fromEntries(names.map((name) => [name, error((one) => one.simple[name]!)]))
  const held = (some: typeof came) =>
    (100 * some.filter(({ told, waitedMs }) => waitedMs <= told.high).length) / some.length
  const pinball = (share: number, of: (one: (typeof came)[number]) => number) =>
    mean(came.map((one) => ((d: number) => (d >= 0 ? share * d : (share - 1) * d))(one.waitedMs - of(one)))) /
    minuteMs
  const slices = new Map<string, typeof came>()
  for (const one of came)
    for (const name of [
      `hour ${one.hour + 1}`,
      `ahead ${kindOf(one.told.ahead)}`,
      `service ${one.service}`,
    ]) {
      const slice = slices.get(name) ?? []
      slice.push(one)
      slices.set(name, slice)
    }
  const told = quotes.filter(({ told }) => told.why === undefined && told.isNext)
  const [best] = Object.entries(simple)
    .map(([name, mae]) => ({ name, mae }))
    .sort((a, b) => a.mae - b.mae)
  return {
    quotes: came.length,
    noFigure: quotes.filter(({ told }) => told.why !== undefined).length,
    now: quotes.filter(({ told }) => 'isNow' in told).length,
    mae: error(({ told }) => told.middle),
    last: simple.last!,
    best: best!,
    simple,
    p80: held(came),
    p30: (100 * came.filter(({ told, waitedMs }) => waitedMs <= told.low).length) / came.length,
    pinball30: pinball(0.3, ({ told }) => told.low),
    pinball80: pinball(0.8, ({ told }) => told.high),
    slices: [...slices]
      .filter(([, some]) => some.length >= 100)
      .map(([name, some]) => ({ name, count: some.length, p80: held(some) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    next: told.length,
    nextWrong: (100 * told.filter(({ passed }) => passed).length) / Math.max(1, told.length),
    forecastMs: mean(quotes.map(({ forecastMs }) => forecastMs)),
  }
}
