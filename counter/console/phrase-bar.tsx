import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { inLanguage } from '../../display/words/languages.ts'
import { customerTranslations } from './console-translations.ts'
import { linesFor } from './phrases.ts'
import type { ConsoleState } from './use-console.ts'

/** 接待用语: one line at a time, in the customer's language, following the moment. */
export function PhraseBar({ state, strip }: { state: ConsoleState; strip: boolean }): JSX.Element | null {
  const { view, phase, translations, resumed } = state
  const { t } = translations
  const [place, setPlace] = useState(0)
  const [folded, setFolded] = useState(false)
  const subject = `${phase}/${view.active?.ticket ?? ''}/${resumed}`
  useEffect(() => setPlace(0), [subject])
  if (!state.preferences.phrases) return null
  const lines = linesFor(view, phase, { now: state.now, resumed })
  const at = Math.min(place, lines.length - 1)
  const line = lines[at]
  const heard = customerTranslations(phase === 'taken' ? undefined : view.active?.language, translations)
  const next = lines[at + 1]
  const foreign = heard.t.language !== translations.t.language
  return (
    <section class={folded ? 'phrase phrase-folded' : 'phrase'} aria-labelledby="phrase-title">
      <header>
        <h2 id="phrase-title">{t('say.title')}</h2>
        <span class="phrase-moment">{t(`say.moment.${phase}`)}</span>
        <button type="button" class="phrase-fold" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          {t(folded ? 'say.unfold' : 'say.fold')}
        </button>
      </header>
      {line && !folded && (
        <div class="phrase-lines">
          <p class="phrase-line" {...inLanguage(heard.t.language)} aria-live="off">
            {heard.t(line.key, line.facts)}
          </p>
          <p class="phrase-after" {...inLanguage(foreign ? translations.t.language : heard.t.language)}>
            {foreign ? t(line.key, line.facts) : next && !strip ? `→ ${heard.t(next.key, next.facts)}` : ''}
          </p>
        </div>
      )}
      {lines.length > 1 && !folded && (
        <div class="phrase-steps">
          <button
            type="button"
            aria-label={t('say.before')}
            aria-disabled={at === 0}
            onClick={() => setPlace(Math.max(0, at - 1))}
          >
            <span aria-hidden="true">‹</span>
          </button>
          <span class="digits">{t('say.count', { n: at + 1, all: lines.length })}</span>
          <button
            type="button"
            aria-label={t('say.next')}
            aria-disabled={at === lines.length - 1}
            onClick={() => setPlace(Math.min(lines.length - 1, at + 1))}
          >
            <span aria-hidden="true">›</span>
          </button>
        </div>
      )}
    </section>
  )
}
