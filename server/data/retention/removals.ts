import type { EpochMs } from '../../hall/ids.ts'
import type { SegmentsReport } from '../../journal/recovery/judgement-types.ts'
import type { OldRecords } from './old-records.ts'

/** The reason for which a journal does not begin with its first record. */
export interface MissingBeginning {
  /** The last record that is gone. */
  readonly seq: number
  /** SHA-256 of its batch, as the first segment that is there states it; covers all that is gone. */
  readonly sha256: string
  /** Absent when no removal of these records is recorded. */
  readonly removed?: { readonly at: EpochMs; readonly before: EpochMs }
}

type Removal = OldRecords & { readonly at: EpochMs }

/** Collects the removals that the records of a journal state. */
export class Removals {
  readonly #found: Removal[] = []

  add(record: unknown): void {
    const { at, events } = record as { at?: unknown; events?: readonly { readonly type?: unknown }[] }
    for (const event of events ?? [])
      if (event.type === 'records-removed')
        this.#found.push({ ...(event as unknown as OldRecords), at: Number(at) })
  }

  /**
   * Undefined for a journal that begins with its first record. A removal may have been interrupted, so that it covers
   * more than is gone.
   */
  explain(begins: SegmentsReport['begins']): MissingBeginning | undefined {
    if (!begins) return undefined
    const { segment, seq, sha } = begins
    const covers = this.#found.find(
      (one) =>
        one.segment > segment - 1 || (one.segment === segment - 1 && one.seq === seq && one.sha256 === sha),
    )
    const removed = covers ? { removed: { at: covers.at, before: covers.before } } : {}
    return { seq, sha256: sha, ...removed }
  }
}
