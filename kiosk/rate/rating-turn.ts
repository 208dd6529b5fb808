import { type ReadonlySignal, signal } from '@preact/signals'
import type { EpochMs, ReasonId } from '../../server/hall/ids.ts'
import type { RatingView } from '../../server/hall/views/view-types.ts'
import type { LiveClient } from '../../server/protocol/client/live-client.ts'
import type { Score } from '../face.tsx'
import { rateLimits } from './limits.ts'

/** The questions to one customer, from the end of the visit to the thanks. Moments by the clock of this screen (epoch ms). */
export type Turn =
  | { readonly at: 'idle' }
  | { readonly at: 'question'; readonly visit: string; readonly since: EpochMs }
  | {
      readonly at: 'reasons'
      readonly visit: string
      readonly score: Score
      readonly reasons: readonly ReasonId[]
      readonly touchedAt: EpochMs
    }
  | { readonly at: 'sending'; readonly visit: string }
  | { readonly at: 'thanks' | 'failed'; readonly visit: string; readonly until: EpochMs }

interface TurnSources {
  readonly view: ReadonlySignal<RatingView | undefined>
  readonly client: Pick<LiveClient, 'act'>
  serverNow(): EpochMs
}

/**
 * One customer after the other at a rating device. A high score is given by one touch. A low one asks for reasons, and
 * is given without them when the customer has gone.
 */
export class RatingTurn {
  readonly #turn = signal<Turn>({ at: 'idle' })
  readonly #sources: TurnSources
  /** The visit that was asked about last, and is over here. */
  #done: string | undefined

  constructor(sources: TurnSources) {
    this.#sources = sources
  }

  get turn(): Turn {
    return this.#turn.value
  }

  /** Follows the view and the time. `canAsk`: a rating would arrive. */
  follow(canAsk: boolean): void {
    const turn = this.#turn.peek()
    const now = Date.now()
    const { visit, askMs = 0 } = this.#sources.view.peek() ?? {}
    const isOver = visit === undefined || this.#sources.serverNow() >= visit.endedAt + askMs
    const isThere = visit !== undefined && 'visit' in turn && turn.visit === visit.id
    if (turn.at === 'reasons' && (!isThere || now >= turn.touchedAt + askMs)) return this.#give(turn)
    if (turn.at === 'question' && (!canAsk || !isThere || isOver)) {
      if (isThere && canAsk) this.#done = turn.visit
      this.#turn.value = { at: 'idle' }
    }
    if (turn.at === 'reasons' || turn.at === 'sending' || turn.at === 'question') return
    const isAsked = !isOver && visit.id !== this.#done
    if (isAsked && canAsk) this.#turn.value = { at: 'question', visit: visit.id, since: now }
    else if (turn.at !== 'idle' && now >= turn.until) this.#turn.value = { at: 'idle' }
  }

  choose(score: Score): void {
    const { value: turn } = this.#turn
    const now = Date.now()
    if (turn.at !== 'question' && turn.at !== 'reasons') return
    if (turn.at === 'question' && now < turn.since + rateLimits.debounceMs) return
    const reasons = turn.at === 'reasons' ? turn.reasons : []
    const chosen = { at: 'reasons', visit: turn.visit, score, reasons, touchedAt: now } as const
    if (score > rateLimits.maxLowScore) this.#give({ ...chosen, reasons: [] })
    else this.#turn.value = chosen
  }

  flip(reason: ReasonId): void {
    const { value: turn } = this.#turn
    if (turn.at !== 'reasons') return
    const reasons = turn.reasons.includes(reason)
      ? turn.reasons.filter((one) => one !== reason)
      : [...turn.reasons, reason]
    this.#turn.value = { ...turn, reasons, touchedAt: Date.now() }
  }

  send(): void {
    const { value: turn } = this.#turn
    if (turn.at === 'reasons') this.#give(turn)
  }

  #give({ visit, score, reasons }: Extract<Turn, { at: 'reasons' }>): void {
    const { client, view } = this.#sources
    const counter = view.peek()?.counter ?? ''
    this.#done = visit
    this.#turn.value = { at: 'sending', visit }
    const body = { counter, visit, score, ...(reasons.length > 0 && { reasons: [...reasons] }) }
    void client.act('rate-at-counter', body).then((answer) => {
      // The first rating counts; who gave it by phone just now is thanked as well.
      const isRated = answer.ok || ('refusal' in answer && answer.refusal.reason === 'already-rated')
      const until = Date.now() + rateLimits.answerStaysMs
      this.#turn.value = { at: isRated ? 'thanks' : 'failed', visit, until }
    })
  }
}
