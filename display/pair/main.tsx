import { render } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import { pairOf } from '../parts/bilingual.ts'
import { applyLanguage, languagesAtStart, PageTranslations } from '../parts/page-translations.ts'
import { applyAppearance } from '../theme/appearance.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { Pairing } from './pairing.ts'
import { PairingScreen } from './pairing-screen.tsx'
import { askOf } from './screen-kind.ts'

const translations = new PageTranslations<Key<'pair'>>(
  import.meta.glob<string>('../words/*/pair.json', { query: '?url', import: 'default', eager: true }),
)
const ask = askOf(new URL(location.href))
applyAppearance('dark')
const pairing = new Pairing({ ...ask })
const languages = languagesAtStart()

function Page() {
  const [first, second] = translations.shown(pairOf(languages), languages)
  useLayoutEffect(() => {
    if (first) applyLanguage(first, first('title'))
  }, [first])
  if (!first || !second) return null
  return (
    <PairingScreen
      pairing={pairing}
      kind={ask.kind}
      origin={location.origin}
      translations={{ first, second }}
    />
  )
}
render(<Page />, document.body)
