import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyMachine } from '../../server/data/open-hall.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { readJournal } from '../../server/journal/journal-reader.ts'
import { answerAll } from './worker.ts'

/** A process that reads a journal into a hall: as a start does, or believing every byte. */

export interface Replayed {
  readonly ms: number
  readonly records: number
}

function fold() {
  const machine = emptyMachine()
  return (record: unknown) => machine.read(record)
}

/** Lines parsed and folded, their checksums, chain and batches not looked at. */
function readBelieving(directory: string, take: (record: unknown) => void): number {
  let records = 0
  for (const name of readdirSync(directory).sort()) {
    if (!/^\d{8}\.ndjson$/u.test(name)) continue
    const bytes = readFileSync(join(directory, name))
    for (let at = bytes.indexOf(10) + 1; at > 0 && bytes[at] === 123; ) {
      const end = bytes.indexOf(10, at)
      take(JSON.parse(bytes.toString('utf8', at, end)))
      records += 1
      at = end + 1
    }
  }
  return records
}

answerAll({
  async checked({ directory }: { directory: string }): Promise<Replayed> {
    const take = fold()
    const begunAt = performance.now()
    const { records } = await readJournal({
      fs,
      directory,
      onBatch(batch) {
        for (const record of batch) take(record)
      },
    })
    return { ms: performance.now() - begunAt, records }
  },
  believing({ directory }: { directory: string }): Replayed {
    const take = fold()
    const begunAt = performance.now()
    const records = readBelieving(directory, take)
    return { ms: performance.now() - begunAt, records }
  },
})
