import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { realFileSystem } from '../../server/journal/file-system.ts'
import { openVault, safeName } from '../../server/journal/vault.ts'
import { CrashDisk, PowerIsOff } from '../fakes/crash-disk.ts'
import { seededRandom } from '../fakes/seeded-random.ts'
import { temporaryDirectory } from './journals.ts'

const seeded = (seed: number) => {
  const random = seededRandom(seed)
  return (count: number) => Uint8Array.from({ length: count }, () => Math.floor(random() * 256))
}

const openAt = (directory: string) => openVault({ fs: realFileSystem, directory, randomBytes: seeded(1) })

async function allBytes(directory: string): Promise<Buffer> {
  const names = await readdir(directory, { recursive: true })
  const files = names.map((name) => join(directory, name))
  const contents = await Promise.all(
    files.map(async (file) => ((await stat(file)).isFile() ? readFile(file) : Buffer.alloc(0))),
  )
  return Buffer.concat([Buffer.from(names.join('\n')), ...contents])
}

const canary = 'Canary-7781 王小明 13800000000'

describe('the vault', () => {
  test('gives words back by their reference, also after a restart, and never writes them in clear', async () => {
    const directory = await temporaryDirectory()
    const vault = await openAt(directory)
    const ref = await vault.keep('2026-11-22/A042', 'rating', 2000, canary)
    const other = await vault.keep('2026-11-22/A042', 'rating', 1000, 'other words')
    expect(ref).toMatch(/^2026-11-22=2f=41042\.[A-Za-z0-9_-]{22}$/)
    const again = await openVault({ fs: realFileSystem, directory, randomBytes: seeded(2) })
    expect([await again.read(ref), await again.read(other)]).toEqual([canary, 'other words'])
    const bytes = await allBytes(directory)
    for (const piece of [
      'Canary',
      '王小明',
      '13800000000',
      Buffer.from(canary).toString('base64').slice(0, 20),
    ]) {
      expect(bytes.includes(piece)).toBe(false)
    }
    const key = JSON.parse(
      await readFile(join(directory, 'keys', `${safeName('2026-11-22/A042')}.json`), 'utf8'),
    )
    expect(key).toMatchObject({ format: 1, matter: '2026-11-22/A042', purpose: 'rating', endsAt: 2000 })
  })

  test('forgetting a matter leaves nothing of it: no file, no name, no byte of its words', async () => {
    const directory = await temporaryDirectory()
    const vault = await openAt(directory)
    const before = await allBytes(directory)
    const ref = await vault.keep('canary-matter', 'complaint', 1000, canary)
    const [sealed = ''] = Object.values<string>(
      JSON.parse(await readFile(join(directory, 'words', 'canary-matter.json'), 'utf8')).words,
    )
    await vault.keep('canary-matter', 'complaint', 1000, 'more')
    const kept = await vault.keep('other-matter', 'complaint', 1000, 'stays')
    expect(await vault.forget('canary-matter')).toBe(true)
    expect(await vault.forget('canary-matter')).toBe(false)
    expect(await vault.read(ref)).toBeUndefined()
    expect(await vault.read(kept)).toBe('stays')
    const bytes = await allBytes(directory)
    for (const piece of ['canary', 'Canary', '王小明', sealed.slice(0, 40)])
      expect(bytes.includes(piece)).toBe(false)
    await vault.forget('other-matter')
    expect(await allBytes(directory)).toEqual(before)
  })

  test('dropping one text leaves the others; dropping the last forgets the matter', async () => {
    const directory = await temporaryDirectory()
    const vault = await openAt(directory)
    const [one, two] = [await vault.keep('m', 'note', 1, 'one'), await vault.keep('m', 'note', 1, 'two')]
    expect(await vault.drop(one)).toBe(true)
    expect(await vault.drop(one)).toBe(false)
    expect([await vault.read(one), await vault.read(two)]).toEqual([undefined, 'two'])
    expect(await vault.drop(two)).toBe(true)
    expect(await readdir(join(directory, 'keys'))).toEqual([])
    expect(await readdir(join(directory, 'words'))).toEqual([])
  })

  test('purging forgets what has ended, and words whose key is gone', async () => {
    const directory = await temporaryDirectory()
    const vault = await openAt(directory)
    await vault.keep('early', 'note', 1000, 'a')
    await vault.keep('early', 'note', 3000, 'later end')
    await vault.keep('mid', 'note', 2000, 'b')
    const last = await vault.keep('late', 'note', 4000, 'c')
    await vault.keep('orphan', 'note', 9000, 'd')
    await realFileSystem.remove(join(directory, 'keys', 'orphan.json'))
    expect(await vault.purge(2000)).toEqual(['mid', 'orphan'])
    expect(await vault.purge(3000)).toEqual(['early'])
    expect(await vault.read(last)).toBe('c')
  })

  test('a file that is a directory is named, and keeps no other from its end', async () => {
    const directory = await temporaryDirectory()
    const vault = await openAt(directory)
    const bad = await vault.keep('a-matter', 'note', 1000, 'a')
    const good = await vault.keep('b-matter', 'note', 1000, 'b')
    const live = await vault.keep('c-matter', 'note', 9000, 'c')
    const path = join(directory, 'keys', 'a-matter.json')
    await rm(path)
    await mkdir(path)
    const named = /keys.a-matter\.json is a directory, and a file belongs there/u
    await expect(vault.read(bad)).rejects.toThrow(named)
    await expect(vault.purge(2000)).rejects.toThrow(named)
    expect([await vault.read(good), await vault.read(live)]).toEqual([undefined, 'c'])
  })

  test('many at once on one matter all last', async () => {
    const vault = await openAt(await temporaryDirectory())
    const refs = await Promise.all(
      Array.from({ length: 30 }, (_, index) => vault.keep('m', 'note', 1, `words ${index}`)),
    )
    expect(new Set(refs).size).toBe(30)
    expect(await Promise.all(refs.map((ref) => vault.read(ref)))).toEqual(
      refs.map((_, index) => `words ${index}`),
    )
  })

  test('a reference leads to its matter only; others, and words moved to another place, are not read', async () => {
    const directory = await temporaryDirectory()
    const vault = await openAt(directory)
    const ref = await vault.keep('m', 'note', 1, 'words')
    const id = ref.slice(2)
    for (const wrong of ['', 'm', `n.${id}`, `../m.${id}`, `m.${id}x`, 'm.AAAAAAAAAAAAAAAAAAAAAA'])
      expect(await vault.read(wrong)).toBeUndefined()
    await vault.keep('n', 'note', 1, 'other')
    const { copyFile } = await import('node:fs/promises')
    await copyFile(join(directory, 'words', 'm.json'), join(directory, 'words', 'n.json'))
    await expect(vault.read(`n.${id}`)).rejects.toThrow('do not fit their key')
  })

  test('names of matters are safe file names, each its own', () => {
    const matters = ['a', 'A', 'a.b', '../x', 'x/y', 'x\\y', '您', 'nul\0', 'a=41']
    const names = matters.map(safeName)
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(matters.length)
    for (const name of names) expect(name).toMatch(/^[a-z0-9_=-]+$/)
    expect(() => safeName('')).toThrow(RangeError)
    expect(() => safeName('您'.repeat(20))).toThrow(RangeError)
  })

  test('the power goes at every change: what was kept is there, what was forgotten stays away', async () => {
    const random = seededRandom(17)
    for (let dieAt = 5; dieAt < 40; dieAt += 1) {
      const disk = new CrashDisk({ dieAt, random })
      const told: { kept: string[]; forgotten: boolean } = { kept: [], forgotten: false }
      const work = async () => {
        const vault = await openVault({ fs: disk, directory: '/v', randomBytes: seeded(dieAt) })
        for (const words of ['one', 'two']) told.kept.push(await vault.keep('m', 'note', 1, words))
        const stays = [...told.kept]
        told.kept = []
        await vault.forget('m')
        told.forgotten = true
        expect(stays).toHaveLength(2)
      }
      await work().catch((error) => {
        if (!(error instanceof PowerIsOff)) throw error
      })
      const after = disk.afterPowerCut()
      const vault = await openVault({ fs: after, directory: '/v', randomBytes: seeded(1) })
      for (const ref of told.kept) expect(['one', 'two']).toContain(await vault.read(ref))
      if (told.forgotten) expect([...after.files().keys()]).toEqual([])
    }
  })
})
