import type { RawData } from 'ws'
import { limits as keeperLimits } from '../../keeper/limits.ts'
import { isPlainCommand, type PageMessage, pageMessage } from '../../protocol/page-messages.ts'
import { type Parsed, parseBody, parseJson } from '../../protocol/parse.ts'
import { limits } from './limits.ts'

/** Does what a message says, and returns what is left for the hall to decide. Messages come in the order they came. */
type Act<Page> = (page: Page, message: Parsed<PageMessage>) => (() => void) | undefined

/**
 * What pages send. In a crowd, messages that came together are all read, then checked, then decided, each in a loop of
 * its own: they go through warm caches, which by turns with the sockets' own work cost a fifth more. A crowd that is
 * still coming in is waited for, some turns of the event loop, until it makes a batch: one early bird would else take
 * the disk for itself. One that comes alone waits for nobody.
 */
export class InboundBatcher<Page> {
  readonly #soon: (task: () => void) => void
  readonly #act: Act<Page>
  #heard: { page: Page; data: RawData }[] = []
  /** How many came since the last stroke, those acted on at once included. */
  #count = 0
  /** How many come together of late: the last stroke counts for half, the one before it for a quarter, and so on. */
  #company = 0
  /** Turns in a row that brought nothing while a crowd was waited for, and how many were there before the last. */
  #quietTurns = 0
  #before = 0

  /** `soon` runs a task when all that has come by now was heard. */
  constructor(soon: (task: () => void) => void, act: Act<Page>) {
    this.#soon = soon
    this.#act = act
  }

  receive(page: Page, data: RawData): void {
    this.#count += 1
    if (this.#count === 1) this.#soon(() => this.#endTurn())
    if (this.#company > 1.5) this.#heard.push({ page, data })
    else this.#act(page, messageIn(data.toString()))?.()
  }

  #endTurn(): void {
    if (this.#areMoreComing()) return this.#soon(() => this.#endTurn())
    const heard = this.#heard
    this.#heard = []
    this.#company = (this.#company + this.#count) / 2
    this.#count = 0
    this.#quietTurns = 0
    this.#before = 0
    const messages = heard.map(({ data }) => messageIn(data.toString()))
    const left = heard.map(({ page }, at) => this.#act(page, messages[at]!))
    for (const decide of left) decide?.()
  }

  #areMoreComing(): boolean {
    if (this.#company < limits.crowd || this.#count >= keeperLimits.commandsPerBatch) return false
    this.#quietTurns = this.#count > this.#before ? 0 : this.#quietTurns + 1
    this.#before = this.#count
    return this.#quietTurns < limits.crowdQuietTurns
  }
}

function messageIn(text: string): Parsed<PageMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  return isPlainCommand(json.value) ? { ok: true, value: json.value } : parseBody(pageMessage, json.value)
}
