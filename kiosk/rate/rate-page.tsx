import type { ComponentChildren } from 'preact'
import type { Bilingual } from '../../display/parts/bilingual.ts'
import { ConnectionLost } from '../../display/parts/connection-lost.tsx'
import { CounterName } from '../../display/parts/counter-name.tsx'
import { ScreenEnded } from '../../display/parts/screen-ended.tsx'
import { SecondLanguage } from '../../display/parts/second-language.tsx'
import { TicketLabel } from '../../display/parts/ticket-label.tsx'
import type { WatchedHall } from '../../display/parts/use-hall.ts'
import type { Key } from '../../display/words/catalogue-keys.ts'
import { localText, type Translate, textLanguage } from '../../display/words/translator.ts'
import { type ReasonId, usualReasons } from '../../server/hall/ids.ts'
import type { Drawn } from '../../server/protocol/messages.ts'
import { Face, scores } from '../face.tsx'
import type { RatingTurn, Turn } from './rating-turn.ts'

type Keys = Key<'rate'>
type Text = (t: Translate<Keys>) => string

interface RatePageProps {
  hall: WatchedHall<'rating'>
  turn: RatingTurn
  counter: string
  translations: Bilingual<Keys>
}

/** The screen of a rating device: at rest, the question, its reasons, the thanks. */
export function RatePage({ hall, turn, counter, translations }: RatePageProps) {
  const { first } = translations
  const view = hall.view.value
  const status = hall.status.value
  const name = ({ asked }: Translate<Keys>): string => localText(view?.words.counters[counter], asked)
  const isLost = status === 'lost'
  const notice = status === 'silent' ? 'silent' : hall.trouble.value && 'trouble'
  return (
    <div class="rate" data-at={isLost ? 'lost' : turn.turn.at}>
      <header class="rate-head">
        {/* At rest it stands in the middle. */}
        {turn.turn.at !== 'idle' && (
          <p class="rate-hall" {...textLanguage(view?.words.hall, first)}>
            {localText(view?.words.hall, first.asked)}
          </p>
        )}
        <h1 class="rate-counter">
          <CounterName name={name(first) || counter} />
        </h1>
      </header>
      <main class="rate-main">
        {isLost ? (
          <ConnectionLost heardAt={hall.heardAt} timeZone={view?.timeZone} translations={translations} />
        ) : hall.ended.value ? (
          <ScreenEnded translations={translations} />
        ) : view ? (
          <Shown {...{ view, turn, translations }} />
        ) : (
          <p class="rate-connecting">{first('connecting')}</p>
        )}
      </main>
      <footer class="rate-foot">
        {view && !isLost && !hall.ended.value && notice ? (
          <p class="rate-notice" role="status">
            {first(notice)} <SecondLanguage translations={translations} text={(t) => t(notice)} />
          </p>
        ) : (
          isAsking(turn.turn) && (
            <p>
              {first('private')} <SecondLanguage translations={translations} text={(t) => t('private')} />
            </p>
          )
        )}
      </footer>
    </div>
  )
}

const isAsking = ({ at }: Turn): boolean => at === 'question' || at === 'reasons'

interface ShownProps {
  view: Drawn<'rating'>
  turn: RatingTurn
  translations: Bilingual<Keys>
}

function Shown({ view, turn, translations }: ShownProps) {
  const { turn: now } = turn
  switch (now.at) {
    case 'question':
    case 'reasons':
      return <Question {...{ view, turn, translations }} />
    case 'sending':
    case 'thanks':
    case 'failed':
      return (
        <Notice
          at={now.at}
          what={(t) => t(now.at)}
          more={now.at === 'sending' ? undefined : (t) => t(`${now.at}.more`)}
          translations={translations}
        />
      )
    case 'idle':
      return (
        <Notice
          at="idle"
          what={(t) => localText(view.words.hall, t.asked)}
          more={(t) => t(view.state === 'open' ? 'idle' : view.state)}
          translations={translations}
        />
      )
    default:
      return now satisfies never
  }
}

interface NoticeProps {
  at: Turn['at']
  what: Text
  more: Text | undefined
  translations: Bilingual<Keys>
}

function Notice({ at, what, more, translations }: NoticeProps) {
  const { first } = translations
  return (
    <section class={`rate-card rate-${at}`} role="status">
      {at === 'thanks' && <Face score={5} />}
      <h2>
        {what(first)}
        <SecondLanguage translations={translations} text={what} class="rate-second" />
      </h2>
      {more && (
        <p>
          {more(first)}
          <SecondLanguage translations={translations} text={more} class="rate-second" />
        </p>
      )}
    </section>
  )
}

function Question({ view, turn, translations }: ShownProps) {
  const { first } = translations
  const { turn: now } = turn
  const score = now.at === 'reasons' ? now.score : undefined
  const label = view.visit?.label
  return (
    <section class="rate-card rate-question" aria-live="polite">
      <h2>
        {first('ask')}
        <SecondLanguage translations={translations} text={(t) => t('ask')} class="rate-second" />
      </h2>
      {label !== undefined && (
        <p class="rate-label">
          <TicketLabel label={label} />
        </p>
      )}
      <fieldset class="rate-faces" aria-label={first('ask')}>
        {scores.map((one) => (
          <button
            type="button"
            key={one}
            class="rate-face"
            data-score={one}
            aria-pressed={one === score}
            onClick={() => turn.choose(one)}
          >
            <Face score={one} />
            <Named text={(t) => t(`${one}`)} translations={translations} />
          </button>
        ))}
      </fieldset>
      {now.at === 'reasons' && <Reasons {...{ view, turn, translations }} given={now.reasons} />}
    </section>
  )
}

const Named = ({ text, translations }: { text: Text; translations: Bilingual<Keys> }): ComponentChildren => (
  <span class="rate-named">
    {text(translations.first)}
    <SecondLanguage translations={translations} text={text} class="rate-second" />
  </span>
)

function Reasons(props: ShownProps & { given: readonly ReasonId[] }) {
  const { view, turn, translations, given } = props
  const { first } = translations
  const reasons = Object.keys(view.words.reasons.rating)
  const textOf =
    (reason: ReasonId): Text =>
    (t) => {
      const usual = usualReasons.rating.find((one) => one === reason)
      const own = localText(view.words.reasons.rating[reason], t.asked)
      return own || (usual ? t(`reason.${usual}`) : reason)
    }
  return (
    <div class="rate-more">
      {reasons.length > 0 && (
        <>
          <h3>
            {first('reasons')}
            <SecondLanguage translations={translations} text={(t) => t('reasons')} class="rate-second" />
          </h3>
          <div class="rate-reasons">
            {reasons.map((one) => (
              <button
                type="button"
                key={one}
                class="rate-reason"
                aria-pressed={given.includes(one)}
                onClick={() => turn.flip(one)}
              >
                <Named text={textOf(one)} translations={translations} />
              </button>
            ))}
          </div>
        </>
      )}
      <button type="button" class="rate-send" onClick={() => turn.send()}>
        <Named text={(t) => t('send')} translations={translations} />
      </button>
    </div>
  )
}
