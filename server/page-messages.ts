import type { RawData } from 'ws'
import { isPlainCommand, type PageMessage, pageMessage } from './protocol/commands.ts'
import { type Parsed, parseBody, parseJson } from './protocol/parse.ts'

/**
 * What pages send. Messages that came together are all read first and then acted on, each in a loop of its own:
 * a crowd's commands go through warm caches, which by turns with the sockets' own work cost a fifth more.
 */
export class PageMessages<Page> {
  readonly #soon: (task: () => void) => void
  readonly #act: (page: Page, message: Parsed<PageMessage>) => void
  #heard: { page: Page; data: RawData }[] = []

  /** `soon` runs a task when all that has come by now was heard; `act` gets the messages in the order they came. */
  constructor(soon: (task: () => void) => void, act: (page: Page, message: Parsed<PageMessage>) => void) {
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
    for (let at = 0; at < heard.length; at += 1) this.#act(heard[at]!.page, messages[at]!)
  }
}

function messageIn(text: string): Parsed<PageMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  return isPlainCommand(json.value) ? { ok: true, value: json.value } : parseBody(pageMessage, json.value)
}
