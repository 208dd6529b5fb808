import { useState } from 'preact/hooks'
import type { EpochMs } from '../../../server/hall/ids.ts'
import type { BodyOf, ResultOf, WireCommandType } from '../../../server/protocol/commands.ts'
import { limits } from '../../limits.ts'
import type { LiveView } from '../../use-live-view.ts'
import type { ManagerTranslations } from '../manager-translations.ts'
import { problemText } from './problem-text.ts'

/** The line of the bar above the keys: the last act with its undo, or why something was refused. */
interface Told {
  readonly kind: 'done' | 'refused' | 'undone'
  readonly text: string
  readonly until: EpochMs
  /** Key of the command that can be undone. */
  readonly command?: string
}

/** Commands of the hall manager, one at a time, each with an undo of 8 s. */
export interface Acts {
  readonly isSending: boolean
  /** The connection is up: commands are given only then. */
  readonly isReady: boolean
  readonly told: Told | undefined
  /**
   * Gives a command; `done` says what it did. Resolves to its result, or to undefined when it was not accepted, which
   * the bar explains.
   */
  give<T extends WireCommandType>(
    command: T,
    body: BodyOf<T>,
    done: (result: ResultOf<T>) => string,
  ): Promise<ResultOf<T> | undefined>
  /** Undoes the last command. */
  takeBack(): void
}

const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

/** `now`: the server's time. A told line disappears by itself, so that an old one is never read as new. */
export function useActs(live: LiveView<'manager'>, translations: ManagerTranslations): Acts {
  const [isSending, setSending] = useState(false)
  const [told, setTold] = useState<Told>()
  const tell = (kind: Told['kind'], text: string, command?: string, from = live.now()): void =>
    setTold({ kind, text, until: from + limits.noticeMs, ...(command !== undefined && { command }) })
  const give: Acts['give'] = async (command, body, done) => {
    if (isSending || !live.ready) return undefined
    setSending(true)
    const key = newKey()
    // The window of the undo began when the server took the command, not when its answer arrived.
    const from = live.now()
    const answer = await live.act(command, body, key)
    setSending(false)
    if (answer.ok) {
      tell('done', done(answer.result), key, from)
      return answer.result
    }
    tell('refused', problemText(answer, translations) ?? '')
    return undefined
  }
  const takeBack = (): void => {
    if (told?.command === undefined || isSending || !live.ready) return
    setSending(true)
    void live.act('undo', { command: told.command }).then((answer) => {
      setSending(false)
      if (answer.ok) tell('undone', translations.t('acts.undone'))
      else tell('refused', problemText(answer, translations) ?? '')
    })
  }
  const isShown = told !== undefined && told.until > live.now()
  return { isSending, isReady: live.ready, told: isShown ? told : undefined, give, takeBack }
}
