import { fork } from 'node:child_process'
import { once } from 'node:events'
import { stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DirectoryNotOurs, DirectoryUnusable, openDataDirectory } from '../../server/data/data-directory.ts'
import { DirectoryInUse, lockDirectory } from '../../server/data/lock/directory-lock.ts'
import { NewerFormat } from '../../server/journal/errors.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { temporaryDirectory } from './journals.ts'

test('the directory is made for its owner only, and says who made it', async () => {
  const path = join(await temporaryDirectory(), 'deep', 'data')
  const first = await openDataDirectory(fs, path, 'serve')
  expect(first).toMatchObject({ madeBy: 'serve', isNew: true })
  expect((await stat(path)).mode & 0o777).toBe(0o700)
  await first.release()
  const second = await openDataDirectory(fs, path, 'serve')
  expect(second).toMatchObject({ madeBy: 'serve', isNew: false })
  await second.release()
})

test('the demo furnishes an empty directory or its own, and refuses any other', async () => {
  const ours = await temporaryDirectory()
  for (const isNew of [true, false]) {
    const demo = await openDataDirectory(fs, ours, 'demo')
    expect(demo).toMatchObject({ madeBy: 'demo', isNew })
    await demo.release()
  }
  const serves = await temporaryDirectory()
  await (await openDataDirectory(fs, serves, 'serve')).release()
  await expect(openDataDirectory(fs, serves, 'demo')).rejects.toThrow(DirectoryNotOurs)
  const somebodys = await temporaryDirectory()
  await writeFile(join(somebodys, 'letter.txt'), 'dear')
  await expect(openDataDirectory(fs, somebodys, 'demo')).rejects.toThrow(DirectoryNotOurs)
  // A refusal holds no lock.
  await (await lockDirectory(fs, somebodys))()
})

test.runIf(process.platform === 'linux')(
  'a path at which nothing can be made is refused in words',
  async () => {
    const file = join(await temporaryDirectory(), 'file')
    await writeFile(file, '')
    for (const [path, what] of [
      [file, 'is no directory'],
      [join(file, 'below'), 'is no directory'],
      ['/proc/1', 'takes no new file'],
      ['/proc/none', 'takes no new file'],
      ['/proc/none/below', 'takes no new file'],
      ['/sys/kernel', 'may not be written by this user'],
    ] as const) {
      const refused = openDataDirectory(fs, path, 'serve')
      await expect(refused, path).rejects.toThrow(DirectoryUnusable)
      await expect(refused, path).rejects.toThrow(`${path} ${what}`)
    }
  },
)

test('a directory of a newer version is refused', async () => {
  const path = await temporaryDirectory()
  await writeFile(join(path, 'nowserving.json'), '{"format": 2, "madeBy": "serve"}')
  await expect(openDataDirectory(fs, path, 'serve')).rejects.toThrow(NewerFormat)
})

test('a second holder is refused, whatever name it reaches the directory by', async () => {
  const path = await temporaryDirectory()
  const held = await openDataDirectory(fs, path, 'serve')
  const link = `${path}-link`
  await symlink(path, link)
  onTestFinished(async () => {
    await fs.remove(link)
  })
  await expect(openDataDirectory(fs, path, 'serve')).rejects.toThrow(DirectoryInUse)
  await expect(openDataDirectory(fs, link, 'serve')).rejects.toThrow('in use by another hall')
  await held.release()
  await (await openDataDirectory(fs, link, 'serve')).release()
})

/** Another process that holds the lock and says so: `node holder.cjs abstract|socket-file ADDRESS`. */
const holder = `
const { createServer } = require('node:net')
const [kind, address] = process.argv.slice(2)
createServer((socket) => socket.destroy()).listen((kind === 'abstract' ? '\\0' : '') + address, () => process.send('held'))
`

for (const kind of ['abstract', 'socket-file'] as const) {
  test.skipIf(process.platform !== 'linux')(
    `after kill -9 of the holder the lock is free at once (${kind})`,
    async () => {
      const path = await temporaryDirectory()
      const { device, inode } = (await fs.stat(path)) ?? {}
      const name = `nowserving-${device}-${inode}`
      const { tmpdir } = await import('node:os')
      const address = kind === 'abstract' ? name : join(tmpdir(), `${name}.sock`)
      const script = join(path, 'holder.cjs')
      await writeFile(script, holder)
      const other = fork(script, [kind, address])
      onTestFinished(() => {
        other.kill('SIGKILL')
      })
      await once(other, 'message')
      await expect(lockDirectory(fs, path, kind)).rejects.toThrow(DirectoryInUse)
      other.kill('SIGKILL')
      await once(other, 'exit')
      const release = await lockDirectory(fs, path, kind)
      await expect(lockDirectory(fs, path, kind)).rejects.toThrow(DirectoryInUse)
      await release()
    },
  )
}
