import type { Aids } from '../session.ts'
import { Icon } from './icon.tsx'
import { catalogues, type ScreenContext } from './screen-context.ts'

type Tongue = keyof typeof catalogues
const tongues = Object.keys(catalogues) as Tongue[]

/** The languages of this page that the hall offers, in the hall's order. */
const offered = (languages: readonly string[]): Tongue[] => {
  const known = languages.flatMap((tag) => tongues.filter((tongue) => tongue === tag))
  return known.length > 0 ? known : tongues
}

function LanguageKey({ scene }: { scene: ScreenContext }) {
  const { say, view, attendant } = scene
  const all = offered(view.languages)
  const next = all[(all.indexOf(say.language as Tongue) + 1) % all.length]
  if (next === undefined || all.length < 2) return null
  const name = catalogues[next]['language.name']
  return (
    <button
      type="button"
      class="aid"
      lang={next}
      data-aid="language"
      onClick={() => attendant.setAids({ language: next })}
    >
      <Icon name="language" />
      <span>{name}</span>
    </button>
  )
}

const aids = [
  ['large', 'text-size', 'key.large'],
  ['contrast', 'contrast', 'key.contrast'],
  ['low', 'low-reach', 'key.low'],
] as const

/** Aids stand at the same place on every screen, lowest of all, each one tap away. */
export const AidBar = ({ scene }: { scene: ScreenContext }) => (
  <nav class="aids" aria-label={scene.say('aids')}>
    <LanguageKey scene={scene} />
    {aids.map(([aid, icon, words]) => (
      <AidKey key={aid} scene={scene} aid={aid} icon={icon} words={scene.say(words)} />
    ))}
  </nav>
)

interface AidKeyProps {
  scene: ScreenContext
  aid: 'large' | 'contrast' | 'low'
  icon: string
  words: string
}

function AidKey({ scene, aid, icon, words }: AidKeyProps) {
  const isOn = scene.turn.aids[aid]
  const change: Partial<Aids> = { [aid]: !isOn }
  return (
    <button
      type="button"
      class="aid"
      data-aid={aid}
      aria-pressed={isOn}
      onClick={() => scene.attendant.setAids(change)}
    >
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  )
}
