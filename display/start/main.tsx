import { signal } from '@preact/signals'
import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { applyLanguage, languagesAtStart, PageTranslations } from '../parts/page-translations.ts'
import { applyAppearance } from '../theme/appearance.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { languageAfter, offeredFor } from '../words/languages.ts'
import { missingParts } from './missing-parts.ts'
import { Start } from './start.tsx'
import type { StartFacts } from './start-facts.ts'

const translations = new PageTranslations<Key<'start'>>(
  import.meta.glob<string>('../words/*/start.json', { query: '?url', import: 'default', eager: true }),
)
applyAppearance('system')
const named = new URLSearchParams(location.search).get('language')
/** Preferred languages: the one chosen here, otherwise `?language=`, otherwise the browser's. */
const preferred = signal(named === null ? navigator.languages : [named])
const hall = signal<StartFacts | 'unreachable' | undefined>(undefined)

const Page = () => {
  const languages = typeof hall.value === 'object' ? hall.value.languages : languagesAtStart()
  const [t] = translations.shown([offeredFor(languages, preferred.value)], languages)
  useLayoutEffect(() => {
    if (t) applyLanguage(t, t('title'))
  }, [t])
  if (!t) return null
  const choose = (language: string): void => {
    preferred.value = [language]
  }
  const next = languageAfter(languages, t.asked)
  const missing = missingParts(languages, typeof hall.value === 'object' ? hall.value.timeZone : undefined)
  return (
    <Start
      hall={hall.value}
      isUnknown={location.pathname !== '/'}
      missing={missing}
      t={t}
      languages={languages}
      next={next}
      choose={choose}
    />
  )
}
render(<Page />, document.body)

async function readHall(): Promise<void> {
  try {
    const answer = await fetch('/api/start')
    hall.value = answer.ok ? ((await answer.json()) as StartFacts) : 'unreachable'
  } catch {
    // The page shows that the server is unreachable; its links stay.
    hall.value = 'unreachable'
  }
}
void readHall()
