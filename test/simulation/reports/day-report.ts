import type { Fault } from '../faults/faults.ts'
import type { Problem } from '../problem.ts'
import type { Staging } from '../staging.ts'
import type { World } from '../world.ts'
import type { DayDigest, Digest } from './digest.ts'

/** The outcome of a simulated day. */
export interface DayReport {
  readonly seed: number
  readonly name: string
  readonly tickets: number
  readonly records: number
  readonly virtualMs: number
  readonly events: number
  readonly hash: string
  readonly faults: Record<string, number>
  readonly ended: Staging['ended']
  readonly figures: World['ledger']['figures']
  readonly papers: World['papers']['figures']
  readonly network: World['network']['happened']
  readonly oldestSpokenMs: number
  readonly digest: DayDigest
  readonly problem?: Problem
  readonly plannedFaults: readonly Fault[]
  readonly lists: Digest['lists']
  readonly trace: readonly string[]
}
