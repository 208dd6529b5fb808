import { hallTime } from '../../display/parts/hall-time.ts'
import { inLanguage } from '../../display/words/languages.ts'
import { localText, type Translate, textLanguage } from '../../display/words/translator.ts'
import { openingTime } from './hero.tsx'
import { Icon } from './icon.tsx'
import { Phrased } from './phrased.tsx'
import { type Key, offerKey, offerOf, type ScreenContext } from './screen-context.ts'

/** The screen of an idle kiosk: one key over the whole screen, which opens the home screen, and its offer. */
export function Attract({ context, others }: { context: ScreenContext; others: readonly Translate<Key>[] }) {
  const { view, t, now, controller } = context
  const offer = offerOf(context)
  const sentence = offerKey[offer]
  const opensAt = offer === 'closed' ? view.opensAt : undefined
  return (
    <main class="attract" data-screen="attract">
      <h1 class="visually-hidden">{t('title')}</h1>
      <button type="button" class="attract-key" onClick={() => controller.wake()} data-first>
        <span class="attract-hall" {...textLanguage(view.words.hall, t)}>
          {localText(view.words.hall, t.asked)}
        </span>
        <span class="attract-ticket">
          <span class="attract-time digits">{hallTime(now, view.timeZone)}</span>
          <span class="attract-touch">
            <Phrased text={t(sentence)} language={t.language} />
          </span>
          {others
            .filter(({ language }, index) => others.findIndex((one) => one.language === language) === index)
            .filter(({ language }) => language !== t.language)
            .map((other) => (
              <span key={other.language} {...inLanguage(other.language)} class="attract-other">
                {other(sentence)}
              </span>
            ))}
        </span>
        <span class="attract-foot">
          <Icon name={offer === 'open' ? 'hand' : opensAt === undefined ? 'desk' : 'clock'} />
          {opensAt === undefined ? null : (
            <span>{t('closed.opens', { time: openingTime(opensAt, context) })}</span>
          )}
          {offer === 'open' ? (
            <span>
              {t('home.waiting')} <b>{t('home.waiting.count', { count: view.waiting })}</b>
            </span>
          ) : null}
        </span>
      </button>
    </main>
  )
}
