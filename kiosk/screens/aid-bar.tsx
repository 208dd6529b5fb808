import { inLanguage, languageAfter, languageName } from '../../display/words/languages.ts'
import type { Aids } from '../session.ts'
import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Leads through the languages of the hall in its order. */
function LanguageKey({ context }: { context: ScreenContext }) {
  const { t, view, attendant } = context
  const next = languageAfter(view.languages, t.asked)
  if (next === undefined) return null
  return (
    <button
      type="button"
      class="aid"
      {...inLanguage(next)}
      data-aid="language"
      onClick={() => attendant.setAids({ language: next })}
    >
      <Icon name="language" />
      <span>{languageName(next, view.languages)}</span>
    </button>
  )
}

const aids = [
  ['large', 'text-size', 'key.large'],
  ['contrast', 'contrast', 'key.contrast'],
  ['low', 'low-reach', 'key.low'],
] as const

/** Aids stand at the same place on every screen, lowest of all, each one tap away. */
export const AidBar = ({ context }: { context: ScreenContext }) => (
  <nav class="aids" aria-label={context.t('aids')}>
    <LanguageKey context={context} />
    {aids.map(([aid, icon, words]) => (
      <AidKey key={aid} context={context} aid={aid} icon={icon} words={context.t(words)} />
    ))}
  </nav>
)

interface AidKeyProps {
  context: ScreenContext
  aid: 'large' | 'contrast' | 'low'
  icon: string
  words: string
}

function AidKey({ context, aid, icon, words }: AidKeyProps) {
  const isOn = context.turn.aids[aid]
  const change: Partial<Aids> = { [aid]: !isOn }
  return (
    <button
      type="button"
      class="aid"
      data-aid={aid}
      aria-pressed={isOn}
      onClick={() => context.attendant.setAids(change)}
    >
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  )
}
