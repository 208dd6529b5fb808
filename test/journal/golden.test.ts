import { cp, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Checkpoints } from '../../server/journal/checkpoint.ts'
import { realFileSystem } from '../../server/journal/file-system.ts'
import { judgeJournal } from '../../server/journal/recovery/judgement.ts'
import { openReal, temporaryDirectory } from './journals.ts'

const golden = fileURLToPath(new URL('golden/', import.meta.url))

for (const version of ['v1']) {
  test(`a data directory written in format ${version} still reads as it did then`, async () => {
    const directory = await temporaryDirectory()
    await cp(join(golden, version), directory, { recursive: true })
    // Named otherwise here, so that no formatter lays hands on it.
    await rename(join(directory, 'checkpoint.json.txt'), join(directory, 'checkpoint.json'))
    const expected = JSON.parse(await readFile(join(golden, version, 'expected.json'), 'utf8'))
    const { report, problems } = await judgeJournal({ fs: realFileSystem, directory, hall: 'hall-1' })
    expect(report).toMatchObject(expected.verified)
    expect(problems).toEqual([])
    const whole = await openReal(join(directory, 'journal'), { segmentBytes: 4096 })
    expect(whole.seen).toEqual(expected.records)
    expect(whole.journal.epoch).toBe(expected.epoch)
    expect(whole.cut).toBeUndefined()
    await whole.journal.close()
    const { checkpoint } = await new Checkpoints(realFileSystem, directory, 'hall-1').read()
    expect(checkpoint).toEqual(expected.checkpoint)
    const rest = await openReal(join(directory, 'journal'), { segmentBytes: 4096, from: checkpoint })
    expect(rest.seen).toEqual(expected.records.slice(expected.checkpoint.seq))
    await rest.journal.close()
  })
}
