import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { inLanguage } from '../../display/words/languages.ts'
import { customerTranslations } from './console-translations.ts'
import { phrasesFor } from './phrases.ts'
import type { ConsoleState } from './use-console.ts'

/** Service phrases (接待用语) of the phase, one at a time, in the customer's language. */
export function PhraseBar({ state, strip }: { state: ConsoleState; strip: boolean }): JSX.Element | null {
  const { view, phase, translations, resumed } = state
  const { t } = translations
  const [index, setIndex] = useState(0)
  const [folded, setFolded] = useState(false)
  const subject = `${phase}/${view.active?.ticket ?? ''}/${resumed}`
  useEffect(() => setIndex(0), [subject])
  if (!state.preferences.phrases) return null
  const phrases = phrasesFor(view, phase, {
    now: state.now,
    resumed,
    language: translations.language,
  })
  const current = Math.min(index, phrases.length - 1)
  const phrase = phrases[current]
  const customer = customerTranslations(phase === 'taken' ? undefined : view.active?.language, translations)
  const next = phrases[current + 1]
  const foreign = customer.t.language !== translations.t.language
  return (
    <section class={folded ? 'phrase phrase-folded' : 'phrase'} aria-labelledby="phrase-title">
      <header>
        <h2 id="phrase-title">{t('phrase.title')}</h2>
        <span class="phrase-phase">{t(`phrase.phase.${phase}`)}</span>
        <button type="button" class="phrase-fold" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
          {t(folded ? 'phrase.unfold' : 'phrase.fold')}
        </button>
      </header>
      {phrase && !folded && (
        <div class="phrase-texts">
          <p class="phrase-text" {...inLanguage(customer.t.language)} aria-live="off">
            {customer.t(phrase.key, phrase.facts)}
          </p>
          <p class="phrase-after" {...inLanguage(foreign ? translations.t.language : customer.t.language)}>
            {foreign
              ? t(phrase.key, phrase.facts)
              : next && !strip
                ? `→ ${customer.t(next.key, next.facts)}`
                : ''}
          </p>
        </div>
      )}
      {phrases.length > 1 && !folded && (
        <div class="phrase-steps">
          <button
            type="button"
            aria-label={t('phrase.previous')}
            aria-disabled={current === 0}
            onClick={() => setIndex(Math.max(0, current - 1))}
          >
            <span aria-hidden="true">‹</span>
          </button>
          <span class="digits">{t('phrase.count', { n: current + 1, all: phrases.length })}</span>
          <button
            type="button"
            aria-label={t('phrase.next')}
            aria-disabled={current === phrases.length - 1}
            onClick={() => setIndex(Math.min(phrases.length - 1, current + 1))}
          >
            <span aria-hidden="true">›</span>
          </button>
        </div>
      )}
    </section>
  )
}
