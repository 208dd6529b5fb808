import type { HallTemplate } from './template.ts'
import { templates } from './templates.ts'

/** The choices that a new hall may begin with. */
interface Proposals {
  /** Of this machine, an IANA name; absent where the machine keeps universal time and so says nothing of its place. */
  readonly timeZone?: string
  /** The kinds of halls that ship, by name, with the parts of the settings that a kind decides. */
  readonly templates: Readonly<Record<string, HallTemplate>>
}

/** Names under which machines say universal time. */
const universal = /^(Etc\/)?(UTC|UCT|GMT|Zulu|Universal|Greenwich)$/u

export function proposals(): Proposals {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return { ...(universal.test(timeZone) ? {} : { timeZone }), templates }
}
