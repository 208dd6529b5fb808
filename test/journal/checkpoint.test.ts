import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Checkpoint, Checkpoints } from '../../server/journal/checkpoint.ts'
import { NewerFormat, OtherHall } from '../../server/journal/errors.ts'
import { realFileSystem } from '../../server/journal/file-system.ts'
import type { Journal } from '../../server/journal/journal-types.ts'
import { limits } from '../../server/journal/limits.ts'
import { open, openReal, record, records, temporaryDirectory, write } from './journals.ts'

function checkpointAt(journal: Journal, lists: Checkpoint['lists'] = {}): Checkpoint {
  const { position } = journal
  if (!position) throw new Error('nothing was written yet')
  return {
    hall: 'hall-1',
    epoch: journal.epoch,
    seq: position.seq,
    position,
    head: { day: '2026-11-22' },
    lists,
  }
}

async function hallWithTwoCheckpoints() {
  const directory = await temporaryDirectory()
  const folder = join(directory, 'journal')
  const { journal } = await openReal(folder, { segmentBytes: 4096 })
  const checkpoints = new Checkpoints(realFileSystem, directory, 'hall-1')
  for (let seq = 1; seq <= 120; seq += 3) {
    await write(journal, records(seq, 3))
    if (seq === 40 || seq === 79) await checkpoints.save(checkpointAt(journal))
  }
  await journal.close()
  return {
    directory,
    folder,
    paths: ['checkpoint.json', 'checkpoint.previous.json'].map((name) => join(directory, name)),
  }
}

const flip = async (path: string) => {
  const bytes = await readFile(path)
  bytes[50] = (bytes[50] ?? 0) ^ 4
  await writeFile(path, bytes)
}

describe('a checkpoint', () => {
  test('comes back as it was saved, is JSON as a whole, and the journal goes on behind it', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(join(directory, 'journal'))
    await write(journal, records(1, 10))
    const lists = { answers: records(1, 3), ended: [], odd: [undefined, 'ü', null] }
    const checkpoint = checkpointAt(journal, lists)
    await new Checkpoints(realFileSystem, directory, 'hall-1').save(checkpoint)
    await write(journal, records(11, 4))
    await journal.close()
    const found = await new Checkpoints(realFileSystem, directory, 'hall-1').read()
    expect(found.checkpoint).toEqual({ ...checkpoint, lists: { ...lists, odd: [null, 'ü', null] } })
    expect(JSON.parse(await readFile(join(directory, 'checkpoint.json'), 'utf8'))).toMatchObject({
      format: 2,
      seq: 10,
    })
    const again = await openReal(join(directory, 'journal'), { from: found.checkpoint })
    expect(again.seen).toEqual(records(11, 4))
    await again.journal.close()
  })

  test('whose state runs ahead of the position gives no record twice', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(join(directory, 'journal'))
    await write(journal, records(1, 4))
    const { position } = journal
    await write(journal, records(5, 4))
    await journal.close()
    const from = position && { seq: 6, position }
    const again = await openReal(join(directory, 'journal'), { from })
    expect(again.seen).toEqual(records(7, 2))
    await again.journal.close()
  })

  test('takes its place only when its last record is on the disk', async () => {
    const { directory, folder } = await hallWithTwoCheckpoints()
    const { journal } = await openReal(folder, { segmentBytes: 4096 })
    const before = await readFile(join(directory, 'checkpoint.json'), 'utf8')
    const checkpoints = new Checkpoints(realFileSystem, directory, 'hall-1')
    await checkpoints.read()
    let isDurable = () => {}
    const durable = new Promise<void>((resolve) => {
      isDurable = resolve
    })
    const asked = new Promise<void>((resolve) => {
      void checkpoints.save(checkpointAt(journal), () => {
        resolve()
        return durable
      })
    })
    await asked
    expect(await readFile(join(directory, 'checkpoint.json'), 'utf8')).toBe(before)
    isDurable()
    await checkpoints.save(checkpointAt(journal))
    expect(await readFile(join(directory, 'checkpoint.json'), 'utf8')).not.toBe(before)
    await journal.close()
  })

  test('of a large list is made in slices: other work gets its turn in between', async () => {
    const directory = await temporaryDirectory()
    const { journal } = await openReal(join(directory, 'journal'))
    await write(journal, [record(1)])
    const answers = Array.from({ length: 50_000 }, (_, index) => record(index))
    let turns = 0
    const counting = setInterval(() => {
      turns += 1
    }, 0)
    await new Checkpoints(realFileSystem, directory, 'hall-1').save(checkpointAt(journal, { answers }))
    clearInterval(counting)
    expect(turns).toBeGreaterThan(answers.length / limits.checkpointItems / 4)
    expect((await new Checkpoints(realFileSystem, directory, 'hall-1').read()).checkpoint?.lists).toEqual({
      answers,
    })
    await journal.close()
  })
})

describe('when a checkpoint is damaged', () => {
  test('the one before is used, and it is said; without any the journal is read from the start', async () => {
    const { directory, folder, paths } = await hallWithTwoCheckpoints()
    const read = () => new Checkpoints(realFileSystem, directory, 'hall-1').read()
    expect(await read()).toMatchObject({ checkpoint: { seq: 81 }, troubles: [] })
    await flip(paths[0] ?? '')
    const found = await read()
    expect(found).toMatchObject({
      checkpoint: { seq: 42 },
      troubles: [{ file: paths[0], what: expect.stringContaining('checksum') }],
    })
    const { seen, journal } = await openReal(folder, { segmentBytes: 4096, from: found.checkpoint })
    expect(seen).toEqual(records(43, 78))
    await journal.close()
    await flip(paths[1] ?? '')
    const none = await read()
    expect(none).toMatchObject({ checkpoint: undefined, troubles: [{ file: paths[0] }, { file: paths[1] }] })
    const whole = await openReal(folder, { segmentBytes: 4096, from: none.checkpoint })
    expect(whole.seen).toEqual(records(1, 120))
    await whole.journal.close()
  })

  test('it never pushes out the good one before it', async () => {
    const { directory, folder, paths } = await hallWithTwoCheckpoints()
    await flip(paths[0] ?? '')
    const checkpoints = new Checkpoints(realFileSystem, directory, 'hall-1')
    await checkpoints.read()
    const { journal } = await openReal(folder, { segmentBytes: 4096 })
    await checkpoints.save(checkpointAt(journal))
    await journal.close()
    expect(JSON.parse(await readFile(paths[1] ?? '', 'utf8')).seq).toBe(42)
    expect(JSON.parse(await readFile(paths[0] ?? '', 'utf8')).seq).toBe(120)
  })

  test('a byte cut off, a byte added and a newer format are noticed', async () => {
    const { directory, paths } = await hallWithTwoCheckpoints()
    const path = paths[0] ?? ''
    const read = () => new Checkpoints(realFileSystem, directory, 'hall-1').read()
    const bytes = await readFile(path)
    for (const change of [
      bytes.subarray(0, -1),
      bytes.subarray(1),
      Buffer.concat([bytes, Buffer.from('\n')]),
      Buffer.alloc(0),
    ]) {
      await writeFile(path, change)
      expect((await read()).troubles).toHaveLength(1)
    }
    const { createHash } = await import('node:crypto')
    const newer = bytes
      .toString('utf8')
      .replace('"format":2', '"format":3')
      .slice(0, bytes.indexOf('"sha256"'))
    await writeFile(path, `${newer}"sha256":"${createHash('sha256').update(newer).digest('hex')}"}\n`)
    await expect(read()).rejects.toThrow(NewerFormat)
    await writeFile(path, bytes)
    await expect(new Checkpoints(realFileSystem, directory, 'hall-2').read()).rejects.toThrow(OtherHall)
  })

  test('one that stands beyond the end of the journal is refused: acknowledged records are missing', async () => {
    const { directory, folder } = await hallWithTwoCheckpoints()
    const { checkpoint } = await new Checkpoints(realFileSystem, directory, 'hall-1').read()
    const { segment = 0, offset = 0 } = checkpoint?.position ?? {}
    const path = join(folder, `${String(segment).padStart(8, '0')}.ndjson`)
    const bytes = await readFile(path)
    for (const later of [segment + 1, segment + 2, segment + 3, segment + 4]) {
      await realFileSystem.remove(join(folder, `${String(later).padStart(8, '0')}.ndjson`))
    }
    await writeFile(path, bytes.fill(0, offset - 30))
    await expect(
      open(realFileSystem, folder, { segmentBytes: 4096, from: checkpoint }),
    ).rejects.toMatchObject({
      name: 'DataDamaged',
      file: path,
      what: expect.stringContaining('the checkpoint stands behind record 81'),
    })
  })
})
