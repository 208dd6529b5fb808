import type { ComponentChildren } from 'preact'
import { isNumber, shortName } from '../parts/counter-name.tsx'
import type { Key } from '../words/catalogue-keys.ts'
import { inLanguage, languageName } from '../words/languages.ts'
import { localText, type Translate, textLanguage } from '../words/translator.ts'
import type { MissingPart } from './missing-parts.ts'
import type { StartFacts } from './start-facts.ts'

type Keys = Key<'start'>

interface StartProps {
  /** Undefined until loaded. */
  hall: StartFacts | 'unreachable' | undefined
  /** The optional parts that this browser lacks. */
  missing: readonly MissingPart[]
  /** The address is that of no page, so the server answered with this one. */
  isUnknown: boolean
  t: Translate<Keys>
  /** Languages of the hall, in its order. */
  languages: readonly string[]
  /** The language that the key switches to; undefined in a hall of one language. */
  next: string | undefined
  choose: (language: string) => void
}

/** Badges of the demo's staff. */
const badges: readonly (readonly [Keys, readonly string[]])[] = [
  ['demo.counter', ['1001', '1002', '1003', '1004']],
  ['demo.manager', ['2001']],
  ['demo.administrator', ['9001']],
]

/** The start page: links to all screens. */
export function Start({ hall, isUnknown, missing, t, languages, next, choose }: StartProps) {
  const known = typeof hall === 'object' ? hall : undefined
  const counters = Object.entries(known?.counters ?? {})
  const name = known ? localText(known.hall, t.asked) : ''
  return (
    <div class="start">
      <header class="start-head">
        <span class="start-mark" aria-hidden="true" />
        <div>
          <h1 {...textLanguage(known?.hall, t)}>{name || t('title')}</h1>
          <p class="start-lead">{t('lead')}</p>
        </div>
        {next !== undefined && (
          <button type="button" class="start-language" {...inLanguage(next)} onClick={() => choose(next)}>
            {languageName(next, languages)}
          </button>
        )}
      </header>
      <main>
        {isUnknown && (
          <p class="start-trouble" role="alert">
            {t('unknown')}
          </p>
        )}
        {hall === 'unreachable' && (
          <p class="start-trouble" role="status">
            {t('unreachable')}
          </p>
        )}
        {known?.needsAdministrator && (
          <p class="start-trouble" role="status">
            {t('first')}
          </p>
        )}
        <nav class="start-screens" aria-label={t('title')}>
          <Group title={t('customers')}>
            <ScreenLink to="/kiosk" hue={1} name={t('kiosk')} more={t('kiosk.more')} />
            <ScreenLink to="/board" hue={2} name={t('board')} more={t('board.more')} />
          </Group>
          <Group title={t('staff')}>
            <ScreenLink to="/counter" hue={3} name={t('counter')} more={t('counter.more')} />
            <ScreenLink to="/manager" hue={4} name={t('manager')} more={t('manager.more')} />
            <ScreenLink to="/setup" hue={1} name={t('setup')} more={t('setup.more')} />
          </Group>
          <Group title={t('screens')}>
            <AtCounters what="window" hue={2} counters={counters} t={t} pathOf={(id) => `/window/${id}`} />
            <AtCounters
              what="rating"
              hue={3}
              counters={counters}
              t={t}
              // In a demo nothing is paired, and the record names the device as its page does.
              pathOf={(id) => `/rate/${id}${known?.demo ? `?device=rating-${id}` : ''}`}
            />
            <ScreenLink to="/speaker" hue={2} name={t('speaker')} more={t('speaker.more')} />
            <ScreenLink to="/pair" hue={4} name={t('pair')} more={t('pair.more')} />
            {known?.demo && <ScreenLink to="/paper" hue={1} name={t('paper')} more={t('paper.more')} />}
          </Group>
        </nav>
        {missing.length > 0 && <Missing missing={missing} t={t} />}
        {known?.demo && <Demo t={t} />}
      </main>
    </div>
  )
}

/** For the person who sets up a screen on this machine: the page of that screen can't tell its customers. */
const Missing = ({ missing, t }: { missing: readonly MissingPart[]; t: Translate<Keys> }) => (
  <section class="start-missing">
    <h2>{t('missing')}</h2>
    <ul>
      {missing.map((part) => (
        <li key={part}>{t(`missing.${part}`)}</li>
      ))}
    </ul>
  </section>
)

const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="screen-group">
    <h2>{title}</h2>
    <div class="screen-group-links">{children}</div>
  </section>
)

/** A link to a screen, drawn as a ticket. */
const ScreenLink = ({ to, hue, name, more }: { to: string; hue: number; name: string; more: string }) => (
  <a class={`screen-link screen-link-${hue}`} href={to}>
    <strong class="screen-link-name">{name}</strong>
    <span class="screen-link-more">{more}</span>
    <span class="screen-link-stub" aria-hidden="true">
      <span class="screen-link-arrow" />
    </span>
  </a>
)

interface AtCountersProps {
  what: 'window' | 'rating'
  hue: number
  counters: [string, StartFacts['hall']][]
  t: Translate<Keys>
  /** The address of the screen at a counter. */
  pathOf: (counter: string) => string
}

/** Links to a kind of screen of which every counter has its own. */
const AtCounters = ({ what, hue, counters, t, pathOf }: AtCountersProps) => (
  <section class={`screen-link screen-link-windows screen-link-${hue}`}>
    <h3 class="screen-link-name">{t(what)}</h3>
    <p class="screen-link-more">{t(`${what}.more`)}</p>
    <ul class="windows">
      {counters.map(([id, texts]) => {
        const full = localText(texts, t.asked) || id
        const short = shortName(full)
        return (
          <li key={id}>
            <a href={pathOf(encodeURIComponent(id))} aria-label={full} title={full}>
              <span class={isNumber(short) ? 'digits' : 'windows-named'} {...textLanguage(texts, t)}>
                {short}
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  </section>
)

const Demo = ({ t }: { t: Translate<Keys> }) => (
  <section class="demo">
    <div>
      <h2>{t('demo')}</h2>
      <p>
        {t('demo.more')} <code>demo</code>
      </p>
      <dl class="demo-badges">
        {badges.map(([role, numbers]) => (
          <div key={role}>
            <dt>{t(role)}</dt>
            <dd>
              {numbers.map((number) => (
                <span key={number} class="digits badge">
                  {number}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
    <div>
      <h2>{t('demo.try')}</h2>
      <ol class="demo-steps">
        <li>{t('demo.try.1')}</li>
        <li>{t('demo.try.2')}</li>
        <li>{t('demo.try.3')}</li>
      </ol>
    </div>
  </section>
)
