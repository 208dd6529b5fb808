import type { RawData } from 'ws'
import { isPlainCommand, type PageMessage, pageMessage } from './protocol/commands.ts'
import { type Parsed, parseBody, parseJson } from './protocol/parse.ts'

/** Does what a message says, and returns what is left for the hall to decide. Messages come in the order they came. */
type Act<Page> = (page: Page, message: Parsed<PageMessage>) => (() => void) | undefined

/**
 * What pages send. In a crowd, messages that came together are all read, then checked, then decided, each in a loop of
 * its own: they go through warm caches, which by turns with the sockets' own work cost a fifth more. One that comes
 * alone waits for nobody.
 */
export class PageMessages<Page> {
  readonly #soon: (task: () => void) => void
  readonly #act: Act<Page>
  #heard: { page: Page; data: RawData }[] = []
  /** How many came in the present turn, and whether there was company in the last one that anything came in. */
  #count = 0
  #isCrowded = false

  /** `soon` runs a task when all that has come by now was heard. */
  constructor(soon: (task: () => void) => void, act: Act<Page>) {
    this.#soon = soon
    this.#act = act
  }

  hear(page: Page, data: RawData): void {
    this.#count += 1
    if (this.#count === 1) this.#soon(() => this.#endTurn())
    if (this.#isCrowded) this.#heard.push({ page, data })
    else this.#act(page, messageIn(data.toString()))?.()
  }

  #endTurn(): void {
    const heard = this.#heard
    this.#heard = []
    this.#isCrowded = this.#count > 1
    this.#count = 0
    const messages = heard.map(({ data }) => messageIn(data.toString()))
    const left = heard.map(({ page }, at) => this.#act(page, messages[at]!))
    for (const decide of left) decide?.()
  }
}

function messageIn(text: string): Parsed<PageMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  return isPlainCommand(json.value) ? { ok: true, value: json.value } : parseBody(pageMessage, json.value)
}
