import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hallMoment } from '../../display/parts/hall-time.ts'
import type { ResultOf } from '../../server/protocol/commands.ts'
import { DialogFrame } from '../dialog-frame.tsx'
import { dotted } from '../dotted.ts'
import { ratingReason } from '../reasons.ts'
import { problemText } from './acts/problem-text.ts'
import type { FloorProps } from './floor-props.ts'

type Read = ResultOf<'read-ratings'>

/** The latest ratings with their words, and nothing about whose they are. Each reading is recorded. */
export function RatingsDialog(props: FloorProps & { close: () => void }): JSX.Element {
  const { act, translations, close } = props
  const { t } = translations
  const [read, setRead] = useState<Read>()
  const [problem, setProblem] = useState<string>()
  const more = async (before?: number): Promise<void> => {
    const answer = await act('read-ratings', before === undefined ? {} : { before })
    setProblem(problemText(answer, translations))
    if (!answer.ok) return
    const { ratings, ...rest } = answer.result
    setRead((former) => ({ ...rest, ratings: [...(former?.ratings ?? []), ...ratings] }))
  }
  useEffect(() => void more(), [])
  return (
    <DialogFrame title={t('ratings.title')} step={t('ratings.recorded')} close={close}>
      {problem && (
        <p class="dialog-problem" role="alert">
          {problem}
        </p>
      )}
      {read?.ratings.length === 0 && <p class="dialog-none">{t('ratings.none')}</p>}
      <ul class="written" data-scrolls>
        {read?.ratings.map((rating) => (
          <Rating key={rating.seq} {...props} rating={rating} />
        ))}
      </ul>
      <div class="dialog-keys">
        {read?.older !== undefined && (
          <button type="button" class="row-key" onClick={() => void more(read.older)}>
            {t('ratings.older')}
          </button>
        )}
        <button type="button" class="dialog-go" onClick={close}>
          {t('paper.close')}
        </button>
      </div>
    </DialogFrame>
  )
}

function Rating({
  rating,
  view,
  now,
  translations,
}: FloorProps & { rating: Read['ratings'][number] }): JSX.Element {
  const { t, text, language } = translations
  const { score, reasons, words, counter, service, at } = rating
  const time = hallMoment(at, now, view.timeZone, language)
  const given = reasons.map((reason) => ratingReason(reason, view.words, translations))
  const place = counter === undefined ? [] : [text(view.words.counters[counter]) || counter]
  return (
    <li>
      <p>
        <span class="digits written-score">{t('ratings.score', { n: score })}</span>
        {given.length > 0 && ` · ${dotted(given, t)}`}
      </p>
      {words !== undefined && (
        <p class="written-words" dir="auto">
          {words}
        </p>
      )}
      <p class="written-by">{dotted([...place, text(view.words.services[service]), time], t)}</p>
    </li>
  )
}
