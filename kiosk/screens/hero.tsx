import type { ComponentChildren } from 'preact'
import { hallMoment, hallTime } from '../../display/parts/hall-time.ts'
import type { EpochMs } from '../../server/hall/ids.ts'
import { Icon } from './icon.tsx'
import { Phrased } from './phrased.tsx'
import type { Key, ScreenContext } from './screen-context.ts'

const greetings: readonly (readonly [until: number, key: Key])[] = [
  [4, 'greeting.evening'],
  [9, 'greeting.early'],
  [12, 'greeting.morning'],
  [14, 'greeting.noon'],
  [18, 'greeting.afternoon'],
  [24, 'greeting.evening'],
]

/** Catalogue key of the greeting for the hour in the hall's time zone. */
export function greetingOf(now: EpochMs, timeZone: string): Key {
  const hour = Number(hallTime(now, timeZone).slice(0, 2))
  return greetings.find(([until]) => hour < until)?.[1] ?? 'greeting.morning'
}

/** `09:30` today, otherwise with the date. */
export const openingTime = (at: EpochMs, { now, view, t }: ScreenContext): string =>
  hallMoment(at, now, view.timeZone, t.language)

const steps = [
  ['hand', 'home.step.1'],
  ['ticket', 'home.step.2'],
  ['bell', 'home.step.3'],
] as const

export const Steps = ({ t }: Pick<ScreenContext, 't'>) => (
  <ol class="steps" aria-label={t('home.steps')}>
    {steps.map(([icon, key]) => (
      <li key={key}>
        <Icon name={icon} />
        <span>{t(key)}</span>
      </li>
    ))}
  </ol>
)

export interface HeroProps extends Pick<ScreenContext, 't'> {
  title: string
  line: string
  /** Pairs of name and value below the perforation. */
  facts?: readonly (readonly [name: string, value: string])[]
  tone?: 'plain' | 'warn'
  /** Drawn large where there is room for it. */
  icon?: string | undefined
  children?: ComponentChildren
}

/** The heading of a screen, drawn as a large ticket: what this screen is, and what to do. */
export const Hero = ({ t, title, line, facts = [], tone = 'plain', icon, children }: HeroProps) => (
  <section class={facts.length > 0 ? 'hero hero-torn' : 'hero'} data-tone={tone} aria-live="polite">
    <div class="hero-text">
      {icon ? (
        <p class="hero-mark">
          <Icon name={icon} />
        </p>
      ) : null}
      <h1 tabIndex={-1}>
        <Phrased text={title} language={t.language} />
      </h1>
      <p class="hero-line">
        <Phrased text={line} language={t.language} />
      </p>
      {children}
    </div>
    {facts.length > 0 ? (
      <dl class="hero-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    ) : null}
  </section>
)
