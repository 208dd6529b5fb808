import type { Caller } from '../../../server/access/permissions.ts'

/** The cable of one page: all its connections run over it. Faults change it. */
export interface Cable {
  readonly name: string
  readonly caller: Caller
  /** One way, from and to (ms). */
  latencyMs: [number, number]
  /** Nothing passes until then; what is on its way arrives afterwards. */
  deafUntil: number
  /** The page reads nothing until then. */
  stalledUntil: number
  /** This many of the next answers and changes are lost on their way to the page; the connection stays open. */
  dropping: number
  /** This many of the next messages of either side arrive twice. */
  doubling: number
  /** The next answer is lost, and the connection with it. */
  losesAnswer: boolean
}
