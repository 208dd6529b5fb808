import type { JournalOptions, OpenedJournal } from './journal-types.ts'
import { limits } from './limits.ts'
import { recover } from './recovery/recovery.ts'
import { SegmentedJournal } from './segmented-journal.ts'

export type { Position } from './journal-reader.ts'
export type { JournalRecord } from './record-codec.ts'

/** Opens a journal for writing: reads it and repairs its end. See `recover` for what is refused. */
export async function openJournal(options: JournalOptions): Promise<OpenedJournal> {
  const { fs, directory, hall, from, onRecord, segmentBytes = limits.segmentBytes } = options
  if (segmentBytes < limits.smallestSegmentBytes || segmentBytes > limits.largestSegmentBytes) {
    throw new RangeError(
      `a segment of ${segmentBytes} bytes: from ${limits.smallestSegmentBytes} to ${limits.largestSegmentBytes} are possible`,
    )
  }
  await fs.makeDirectory(directory)
  const { run, cut } = await recover({ fs, directory, hall, from, onRecord })
  const journal = await SegmentedJournal.open(options, segmentBytes, run)
  const opened = { journal, records: run.records, batches: run.batches }
  return cut ? { ...opened, cut } : opened
}
