import type { RawData } from 'ws'
import { limits as keeperLimits } from '../../keeper/limits.ts'
import { isPlainCommand, type PageMessage, pageMessage } from '../../protocol/page-messages.ts'
import { type Parsed, parseBody, parseJson } from '../../protocol/parse.ts'
import { limits } from './limits.ts'

/** Handles a message; returns the decision that is left for the hall, if any. Messages come in the order of arrival. */
type Act<Page> = (page: Page, message: Parsed<PageMessage>) => (() => void) | undefined

/**
 * Batches inbound messages. Under load, messages that arrive together are all read, then validated, then decided,
 * each in a loop of its own. These loops run in warm caches: interleaved with the sockets' work they cost a fifth
 * more.
 * While messages keep arriving, the batcher waits some turns of the event loop for a full batch. Otherwise the first
 * message would occupy the disk with a batch of its own. A single message is handled at once.
 */
export class InboundBatcher<Page> {
  readonly #soon: (task: () => void) => void
  readonly #act: Act<Page>
  #queued: { page: Page; data: RawData }[] = []
  /** Messages since the last batch, including those handled at once. */
  #count = 0
  /** Moving average of the batch size: the last batch weighs a half, the previous one a quarter, and so on. */
  #averageBatch = 0
  /** Turns in a row without a new message while waiting for a batch. */
  #quietTurns = 0
  /** The number of messages at the previous turn. */
  #lastCount = 0

  /** `soon` runs a task once all messages that have arrived are received. */
  constructor(soon: (task: () => void) => void, act: Act<Page>) {
    this.#soon = soon
    this.#act = act
  }

  receive(page: Page, data: RawData): void {
    this.#count += 1
    if (this.#count === 1) this.#soon(() => this.#endTurn())
    if (this.#averageBatch > 1.5) this.#queued.push({ page, data })
    else this.#act(page, messageIn(data.toString()))?.()
  }

  #endTurn(): void {
    if (this.#areMoreComing()) return this.#soon(() => this.#endTurn())
    const queued = this.#queued
    this.#queued = []
    this.#averageBatch = (this.#averageBatch + this.#count) / 2
    this.#count = 0
    this.#quietTurns = 0
    this.#lastCount = 0
    const messages = queued.map(({ data }) => messageIn(data.toString()))
    const left = queued.map(({ page }, at) => this.#act(page, messages[at]!))
    for (const decide of left) decide?.()
  }

  #areMoreComing(): boolean {
    if (this.#averageBatch < limits.batchFrom || this.#count >= keeperLimits.commandsPerBatch) return false
    this.#quietTurns = this.#count > this.#lastCount ? 0 : this.#quietTurns + 1
    this.#lastCount = this.#count
    return this.#quietTurns < limits.batchQuietTurns
  }
}

function messageIn(text: string): Parsed<PageMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  return isPlainCommand(json.value) ? { ok: true, value: json.value } : parseBody(pageMessage, json.value)
}
