import type { RawData } from 'ws'
import { isPlainCommand, type PageMessage, pageMessage } from './protocol/commands.ts'
import { type Parsed, parseBody, parseJson } from './protocol/parse.ts'

/** Does what a message says, and returns what is left for the hall to decide. Messages come in the order they came. */
type Act<Page> = (page: Page, message: Parsed<PageMessage>) => (() => void) | undefined

/**
 * What pages send. Messages that came together are all read, then checked, then decided, each in a loop of its
 * own: a crowd's commands go through warm caches, which by turns with the sockets' own work cost a fifth more.
 */
export class PageMessages<Page> {
  readonly #soon: (task: () => void) => void
  readonly #act: Act<Page>
  #heard: { page: Page; data: RawData }[] = []

  /** `soon` runs a task when all that has come by now was heard. */
  constructor(soon: (task: () => void) => void, act: Act<Page>) {
    this.#soon = soon
    this.#act = act
  }

  hear(page: Page, data: RawData): void {
    this.#heard.push({ page, data })
    if (this.#heard.length === 1) this.#soon(() => this.#actOnAll())
  }

  #actOnAll(): void {
    const heard = this.#heard
    this.#heard = []
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
