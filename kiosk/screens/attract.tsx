import { hallTime } from '../../display/parts/hall-time.ts'
import { localText } from '../../display/words/words.ts'
import { Icon } from './icon.tsx'
import { catalogues, isReachable, type ScreenContext } from './screen-context.ts'

/** Nobody is there: the whole glass is one key that leads home and does nothing else. */
export function Attract({ scene }: { scene: ScreenContext }) {
  const { view, say, now, attendant } = scene
  const others = Object.entries(catalogues).filter(
    ([tag]) => tag !== say.language && view.languages.includes(tag),
  )
  return (
    <main class="attract" data-screen="attract">
      <h1 class="heard-only">{say('title')}</h1>
      <button type="button" class="attract-key" onClick={() => attendant.wake()} data-first>
        <span class="attract-hall">{localText(view.words.hall, say.language)}</span>
        <span class="attract-ticket">
          <span class="attract-time digits">{hallTime(now, view.timeZone)}</span>
          <span class="attract-touch">{say('attract.touch')}</span>
          {others.map(([tag, words]) => (
            <span key={tag} lang={tag} class="attract-other">
              {words['attract.touch']}
            </span>
          ))}
        </span>
        <span class="attract-foot">
          <Icon name="hand" />
          {isReachable(scene) && view.doors === 'open' ? (
            <span>
              {say('home.waiting')} <b>{say('home.waiting.count', { count: view.waiting })}</b>
            </span>
          ) : null}
        </span>
      </button>
    </main>
  )
}
