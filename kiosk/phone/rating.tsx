import { useState } from 'preact/hooks'
import { localText } from '../../display/words/translator.ts'
import { type ReasonId, usualReasons } from '../../server/hall/ids.ts'
import { readableText } from '../../server/protocol/readable-text.ts'
import { Face, type Score, scores } from '../face.tsx'
import { phoneLimits } from './limits.ts'
import { type TicketContext, troubleOf } from './ticket-context.ts'

/** The rating form. No score is preselected, because a default would count as an answer. */
export function Rating({ context }: { context: TicketContext }) {
  const { t, view } = context
  const [score, setScore] = useState<Score | undefined>(undefined)
  const [why, setWhy] = useState<readonly ReasonId[]>([])
  const [words, setWords] = useState('')
  const [state, setState] = useState<'open' | 'sending' | 'sent'>('open')
  const [trouble, setTrouble] = useState('')
  const send = async () => {
    if (score === undefined || state !== 'open') return
    setState('sending')
    const answer = await context.act('rate', {
      key: context.ticketKey,
      score,
      ...(score <= phoneLimits.maxLowScore && why.length > 0 ? { reasons: [...why] } : {}),
      ...(readableText(words) ? { words: readableText(words) } : {}),
    })
    setState(answer.ok ? 'sent' : 'open')
    setTrouble(troubleOf(answer, t) ?? '')
  }
  if (state === 'sent' || view.rated)
    return (
      <section class="rating" role="status">
        <h2>{t('rate.thanks')}</h2>
        <p>{t('rate.thanks.note')}</p>
      </section>
    )
  if (!view.canRate) return null
  const reasonText = (reason: ReasonId): string => {
    const usual = usualReasons.rating.find((one) => one === reason)
    const own = localText(view.words.reasons.rating[reason], t.asked)
    return own || (usual ? t(`rate.reason.${usual}`) : reason)
  }
  const flip = (reason: ReasonId) =>
    setWhy(why.includes(reason) ? why.filter((one) => one !== reason) : [...why, reason])
  return (
    <section class="rating">
      <fieldset>
        <legend>{t('rate.title')}</legend>
        <div class="faces">
          {scores.map((one) => (
            <button type="button" key={one} aria-pressed={one === score} onClick={() => setScore(one)}>
              <Face score={one} />
              <span>{t(`rate.${one}`)}</span>
            </button>
          ))}
        </div>
      </fieldset>
      {score !== undefined && score <= phoneLimits.maxLowScore ? (
        <fieldset>
          <legend>{t('rate.reasons')}</legend>
          <div class="reasons">
            {Object.keys(view.words.reasons.rating).map((one) => (
              <button type="button" key={one} aria-pressed={why.includes(one)} onClick={() => flip(one)}>
                {reasonText(one)}
              </button>
            ))}
          </div>
        </fieldset>
      ) : null}
      {score === undefined ? null : (
        <>
          <label class="comment">
            <span>{t('rate.words')}</span>
            <textarea
              rows={3}
              maxLength={phoneLimits.maxCommentLength}
              value={words}
              onInput={(event) => setWords(event.currentTarget.value)}
            />
          </label>
          <button
            type="button"
            class="key key-main"
            data-key="rate"
            disabled={state === 'sending' || context.status === 'lost'}
            onClick={() => void send()}
          >
            {t(state === 'sending' ? 'sending' : 'rate.send')}
          </button>
        </>
      )}
      <p class="status" role="status">
        {trouble || t('rate.private')}
      </p>
    </section>
  )
}
