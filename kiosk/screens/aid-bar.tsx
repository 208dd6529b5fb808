import { inLanguage, languageAfter, languageName } from '../../display/words/languages.ts'
import type { Aids } from '../session.ts'
import { Icon } from './icon.tsx'
import type { ScreenContext } from './screen-context.ts'

/** Switches to the next language of the hall, in its order. */
function LanguageKey({ context }: { context: ScreenContext }) {
  const { t, view, controller } = context
  const next = languageAfter(view.languages, t.asked)
  if (next === undefined) return null
  return (
    <button
      type="button"
      class="aid"
      {...inLanguage(next)}
      data-aid="language"
      onClick={() => controller.setAids({ language: next })}
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

/** Accessibility aids, at the lowest place of every screen so that a hand reaches them from a wheelchair. */
export const AidBar = ({ context }: { context: ScreenContext }) => (
  <nav class="aids" aria-label={context.t('aids')}>
    <LanguageKey context={context} />
    {aids.map(([aid, icon, text]) => (
      <AidKey key={aid} context={context} aid={aid} icon={icon} text={context.t(text)} />
    ))}
  </nav>
)

interface AidKeyProps {
  context: ScreenContext
  aid: 'large' | 'contrast' | 'low'
  icon: string
  text: string
}

function AidKey({ context, aid, icon, text }: AidKeyProps) {
  const isOn = context.session.aids[aid]
  const change: Partial<Aids> = { [aid]: !isOn }
  return (
    <button
      type="button"
      class="aid"
      data-aid={aid}
      aria-pressed={isOn}
      onClick={() => context.controller.setAids(change)}
    >
      <Icon name={icon} />
      <span>{text}</span>
    </button>
  )
}
