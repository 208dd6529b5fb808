import type { ComponentChildren } from 'preact'
import { shortName } from '../parts/counter-name.tsx'
import type { Key } from '../words/catalogue-keys.ts'
import { inLanguage, languageName } from '../words/languages.ts'
import { localText, type Translate, textLanguage } from '../words/words.ts'
import type { StartFacts } from './start-facts.ts'

type Keys = Key<'start'>

export interface StartProps {
  /** Absent until it is known. */
  hall: StartFacts | 'unreachable' | undefined
  say: Translate<Keys>
  /** The hall's, in its order. */
  languages: readonly string[]
  /** The language to which the key leads; absent in a hall of one. */
  next: string | undefined
  choose: (language: string) => void
}

/** Badges of the demo's people. */
const badges: readonly (readonly [Keys, readonly string[]])[] = [
  ['demo.counter', ['1001', '1002', '1003', '1004']],
  ['demo.manager', ['2001']],
  ['demo.administrator', ['9001']],
]

/** The way to all screens. */
export function Start({ hall, say, languages, next, choose }: StartProps) {
  const known = typeof hall === 'object' ? hall : undefined
  const counters = Object.entries(known?.counters ?? {})
  const name = known ? localText(known.hall, say.asked) : ''
  return (
    <div class="entrance">
      <header class="entrance-head">
        <span class="entrance-mark" aria-hidden="true" />
        <div>
          <h1 {...textLanguage(known?.hall, say)}>{name || say('title')}</h1>
          <p class="entrance-lead">{say('lead')}</p>
        </div>
        {next !== undefined && (
          <button type="button" class="entrance-language" {...inLanguage(next)} onClick={() => choose(next)}>
            {languageName(next, languages)}
          </button>
        )}
      </header>
      <main>
        {hall === 'unreachable' && (
          <p class="entrance-trouble" role="status">
            {say('unreachable')}
          </p>
        )}
        <nav class="entrance-ways" aria-label={say('title')}>
          <Group title={say('customers')}>
            <Way to="/kiosk" hue={1} name={say('kiosk')} more={say('kiosk.more')} />
            <Way to="/board" hue={2} name={say('board')} more={say('board.more')} />
          </Group>
          <Group title={say('staff')}>
            <Way to="/counter" hue={3} name={say('counter')} more={say('counter.more')} />
            <Way to="/manager" hue={4} name={say('manager')} more={say('manager.more')} />
          </Group>
          <Group title={say('screens')}>
            <Windows counters={counters} say={say} />
            {known?.demo && <Way to="/paper" hue={1} name={say('paper')} more={say('paper.more')} />}
          </Group>
        </nav>
        {known?.demo && <Demo say={say} />}
      </main>
    </div>
  )
}

const Group = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <section class="ways">
    <h2>{title}</h2>
    <div class="ways-list">{children}</div>
  </section>
)

/** One ticket: tear it off and go. */
const Way = ({ to, hue, name, more }: { to: string; hue: number; name: string; more: string }) => (
  <a class={`way way-${hue}`} href={to}>
    <strong class="way-name">{name}</strong>
    <span class="way-more">{more}</span>
    <span class="way-stub" aria-hidden="true">
      <span class="way-arrow" />
    </span>
  </a>
)

const Windows = ({ counters, say }: { counters: [string, StartFacts['hall']][]; say: Translate<Keys> }) => (
  <section class="way way-windows way-2">
    <h3 class="way-name">{say('window')}</h3>
    <p class="way-more">{say('window.more')}</p>
    <ul class="windows">
      {counters.map(([id, texts]) => {
        const full = localText(texts, say.asked) || id
        const short = shortName(full)
        return (
          <li key={id}>
            <a href={`/window/${encodeURIComponent(id)}`} aria-label={full} title={full}>
              <span class={/^\d/.test(short) ? 'digits' : 'windows-named'} {...textLanguage(texts, say)}>
                {short}
              </span>
            </a>
          </li>
        )
      })}
    </ul>
  </section>
)

const Demo = ({ say }: { say: Translate<Keys> }) => (
  <section class="demo">
    <div>
      <h2>{say('demo')}</h2>
      <p>
        {say('demo.more')} <code>demo</code>
      </p>
      <dl class="demo-badges">
        {badges.map(([role, numbers]) => (
          <div key={role}>
            <dt>{say(role)}</dt>
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
      <h2>{say('demo.try')}</h2>
      <ol class="demo-steps">
        <li>{say('demo.try.1')}</li>
        <li>{say('demo.try.2')}</li>
        <li>{say('demo.try.3')}</li>
      </ol>
    </div>
  </section>
)
