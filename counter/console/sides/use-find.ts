import { useEffect, useRef, useState } from 'preact/hooks'
import { type Scan, scanEvent } from '../../../display/parts/key-bursts.ts'
import type { Label } from '../../../server/hall/ids.ts'
import { typedLabel } from '../../../server/protocol/typed-label.ts'
import { limits } from '../../limits.ts'
import type { ConsoleState } from '../use-console.ts'

/** Id of the field that the shortcut `/` focuses. */
export const findId = 'find'

/** The text of the find field, and the search for its ticket. */
export interface Find {
  typed: string
  /** The ticket is on hold, so that finding it resumes it. */
  isHeld: boolean
  type(text: string): void
  submit(): void
}

/** The key in the address of a phone page, which the QR code of a slip has; the host is that of the hall. */
const ticketKeyIn = (text: string): string | undefined =>
  /\/t\/([\w-]{22})(?:[?#].*)?$/u.exec(text.trim())?.[1]
const isLabel = (text: string): boolean => /^[A-Z]{1,3}\d+$/u.test(typedLabel(text))

/** The reading that is a code of this hall. A scanner is often set up for another layout than the computer. */
const readingOf = ({ typed, placed }: Scan): string =>
  [placed, typed].find((text) => ticketKeyIn(text) !== undefined || isLabel(text)) ?? typed

/** The label that a key stands for; undefined when the hall has no such ticket, or when it is not reached. */
async function labelOfKey(key: string): Promise<Label | undefined> {
  const answer = await fetch(`/api/tickets/${key}`).catch(() => undefined)
  if (!answer?.ok) return undefined
  const read = (await answer.json().catch(() => undefined)) as { label?: Label } | undefined
  return read?.label
}

/** The find field of the console. The server looks the label up, because a view has few; the server refuses, too. */
export function useFind(state: ConsoleState): Find {
  const [typed, setTyped] = useState('')
  const newest = useRef(state)
  newest.current = state
  /** Fills the field with the label that a text stands for; undefined, with a notice, when there is none. */
  const resolve = async (text: string): Promise<Label | undefined> => {
    const key = ticketKeyIn(text)
    const label = key === undefined ? typedLabel(text) : await labelOfKey(key)
    setTyped(key === undefined ? text : (label ?? ''))
    if (label !== undefined && label.length > 0 && label.length <= limits.labelLength) return label
    const { tell, translations } = newest.current
    tell({ kind: 'refused', text: translations.t('refusal.no-such-ticket') })
    return undefined
  }
  const submit = async (text: string): Promise<void> => {
    const label = await resolve(text)
    if (label === undefined) return
    const { view, here, ready, tell, translations, submit } = newest.current
    if (!ready) return
    if (view.active?.label === label) {
      setTyped('')
      return tell({ kind: 'info', text: translations.t('find.is-here', { label }) })
    }
    const held = heldAs(newest.current, label)
    const answer = held
      ? await submit('resume', { ...here, ticket: held.ticket })
      : await submit('call-ticket', { ...here, label })
    if (answer?.ok) setTyped('')
  }
  const onScan = (scan: Scan): void => {
    const text = readingOf(scan)
    const isCovered = document.querySelector('dialog[open]') !== null
    // With the focus in the field Space would no longer press the primary key.
    if (!isCovered && !scan.ended) document.getElementById(findId)?.focus()
    void (scan.ended && !isCovered ? submit(text) : resolve(text))
  }
  const handler = useRef(onScan)
  handler.current = onScan
  useEffect(() => {
    const listen = (event: Event): void => handler.current((event as CustomEvent<Scan>).detail)
    document.addEventListener(scanEvent, listen)
    return () => document.removeEventListener(scanEvent, listen)
  }, [])
  return {
    typed,
    isHeld: heldAs(state, typedLabel(typed)) !== undefined,
    type: setTyped,
    submit: () => void submit(typed),
  }
}

const heldAs = ({ view }: ConsoleState, label: Label) =>
  Object.values(view.held).find((one) => one.label === label)
