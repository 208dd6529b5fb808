import type { Announcement, Drawn } from '../../server/protocol/messages.ts'
import type { Bilingual } from '../parts/bilingual.ts'
import { ConnectionLost } from '../parts/connection-lost.tsx'
import { ScreenEnded } from '../parts/screen-ended.tsx'
import { SecondLanguage } from '../parts/second-language.tsx'
import { TicketLabel } from '../parts/ticket-label.tsx'
import type { WatchedHall } from '../parts/use-hall.ts'
import type { Announcer } from '../voice/announcer.ts'
import { Captions } from '../voice/captions.tsx'
import type { Chime } from '../voice/chime.ts'
import type { Key } from '../words/catalogue-keys.ts'
import { localText, type Translate, textLanguage } from '../words/translator.ts'

type Keys = Key<'speaker'>
type Translations = Bilingual<Keys>

interface SpeakerProps {
  hall: WatchedHall<'board'>
  announcer: Announcer
  chime: Chime
  translations: Translations
}

/** The page of a loudspeaker: whether it sounds, what it lacks, and the call that it sounds now. */
export function SpeakerScreen({ hall, announcer, chime, translations }: SpeakerProps) {
  const { first } = translations
  const view = hall.view.value
  const status = hall.status.value
  const isLost = status === 'lost'
  const notice = status === 'silent' ? 'silent' : hall.trouble.value && 'trouble'
  const isAway = isLost || hall.ended.value !== undefined
  const sound = chime.state.value ?? 'checking'
  return (
    <div class="speaker" data-sound={isAway || !view ? 'away' : sound}>
      <header>
        <h1 class="speaker-hall" {...textLanguage(view?.words.hall, first)}>
          {localText(view?.words.hall, first.asked) || first('title')}
        </h1>
      </header>
      <main class="speaker-main">
        {isLost ? (
          <ConnectionLost heardAt={hall.heardAt} timeZone={view?.timeZone} translations={translations} />
        ) : hall.ended.value ? (
          <ScreenEnded translations={translations} />
        ) : view ? (
          <Sound sound={sound} play={() => chime.play()} translations={translations} />
        ) : (
          <p class="speaker-connecting">{first('connecting')}</p>
        )}
      </main>
      <footer class="speaker-foot">
        {view && !isAway && notice ? (
          <p class="speaker-notice" role="status">
            {first(notice)} <SecondLanguage translations={translations} text={(t) => t(notice)} />
          </p>
        ) : (
          view && !isAway && <NowCalling call={announcer.current.value} {...{ view, translations }} />
        )}
      </footer>
      <Captions announcer={announcer} view={view} translations={translations} />
    </div>
  )
}

interface SoundProps {
  sound: 'on' | 'blocked' | 'off' | 'checking'
  play: () => void
  translations: Translations
}

/** The state of the sound in words, and the key that sounds the chime: the touch that the browser wants, or a trial. */
function Sound({ sound, play, translations }: SoundProps) {
  const { first } = translations
  return (
    <section class="speaker-sound">
      <LoudspeakerIcon isOn={sound === 'on'} />
      <div role="status">
        <h2>
          {first(sound)}
          <SecondLanguage translations={translations} text={(t) => t(sound)} class="speaker-second" />
        </h2>
        {sound !== 'checking' && (
          <p>
            {first(`${sound}.more`)}
            <SecondLanguage
              translations={translations}
              text={(t) => t(`${sound}.more`)}
              class="speaker-second"
            />
          </p>
        )}
      </div>
      {(sound === 'on' || sound === 'blocked') && (
        <button type="button" class="speaker-key" onClick={play}>
          {first(`${sound}.key`)}
          <SecondLanguage
            translations={translations}
            text={(t) => t(`${sound}.key`)}
            class="speaker-second"
          />
        </button>
      )}
    </section>
  )
}

const LoudspeakerIcon = ({ isOn }: { isOn: boolean }) => (
  <svg class="speaker-icon" viewBox="0 0 48 48" aria-hidden="true">
    <path class="speaker-icon-body" d="M5 18h8l12-10v32L13 30H5z" />
    {isOn ? <path d="M31 17c4 4 4 10 0 14M36 11c8 7 8 19 0 26" /> : <path d="M31 18l12 12M43 18L31 30" />}
  </svg>
)

interface NowCallingProps {
  call: Announcement | undefined
  view: Drawn<'board'>
  translations: Translations
}

function NowCalling({ call, view, translations }: NowCallingProps) {
  const { first } = translations
  if (!call)
    return (
      <p class="speaker-quiet">
        {first('quiet')} <SecondLanguage translations={translations} text={(t) => t('quiet')} />
      </p>
    )
  const isTest = call.type === 'test-call'
  const counter = ({ asked }: Translate<Keys>): string =>
    localText(view.words.counters[call.counter], asked) || call.counter
  return (
    <p class="speaker-call">
      <span>{first('now')}</span>{' '}
      <strong>
        <bdi>{isTest ? first('test') : <TicketLabel label={call.label} />}</bdi>
      </strong>{' '}
      <bdi {...textLanguage(view.words.counters[call.counter], first)}>{counter(first)}</bdi>
    </p>
  )
}
