import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lockDirectory } from '../../../server/data/lock/directory-lock.ts'
import { realFileSystem as fs } from '../../../server/journal/file-system.ts'
import { type HallProcess, runToEnd, startHall, temporaryDirectory } from '../../fakes/running-hall.ts'

/** The lock of a data directory between processes that share the directory and not the network, as containers do. */

const programs = ['flock', 'unshare'].filter((name) => spawnSync(name, ['--version']).status === 0)
const canUnshare = spawnSync('unshare', ['--net', 'true']).status === 0
const elsewhere: HallProcess = { before: 'set -- unshare --net "$@"' }

const inUse = expect.stringContaining('is in use by another hall')

/** Another process that holds the lock of a directory and has no socket, as one in another network. */
async function heldElsewhere(directory: string): Promise<ChildProcess> {
  const child = spawn('flock', ['-n', directory, 'sh', '-c', 'echo held; exec cat'], { detached: true })
  onTestFinished(() => {
    end(child)
  })
  await once(child.stdout, 'data')
  return child
}
const end = (child: ChildProcess): void => {
  if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
}

describe.skipIf(!canUnshare)('in a network namespace of its own', () => {
  test('a second process is refused while a hall runs, and let in at once after its kill -9', async () => {
    const hall = await startHall()
    onTestFinished(() => hall.close())
    const verify = () => runToEnd(['verify', '--data', hall.directory], elsewhere)
    const refused = await verify()
    expect([refused.code, refused.stderr]).toEqual([4, inUse])
    const second = await runToEnd(['demo', '--port', '0', '--data', hall.directory], elsewhere)
    expect([second.code, second.stderr]).toEqual([4, inUse])
    await hall.kill9()
    const { code, stdout } = await verify()
    expect([code, stdout]).toEqual([0, expect.stringContaining('the journal is whole')])
    await hall.start()
    await hall.stop()
    expect((await verify()).code).toBe(0)
  })

  test('a hall there holds it against those here', async () => {
    const hall = await startHall({
      before: 'set -- unshare --net sh -c \'ip link set lo up; exec "$@"\' sh "$@"',
    })
    onTestFinished(() => hall.close())
    const { code, stderr } = await runToEnd(['verify', '--data', hall.directory])
    expect([code, stderr]).toEqual([4, inUse])
  })
})

describe.skipIf(!programs.includes('flock'))('the lock on the directory', () => {
  test('is seen of any holder, ends with that process, and leaves no file in the directory', async () => {
    const directory = temporaryDirectory()
    const holder = await heldElsewhere(directory)
    await expect(lockDirectory(fs, directory)).rejects.toThrow('in use')
    end(holder)
    await once(holder, 'exit')
    const release = await lockDirectory(fs, directory)
    expect(readdirSync(directory)).toEqual([])
    const refused = spawnSync('flock', ['-n', directory, 'true'])
    expect(refused.status).toBe(1)
    await release()
    expect(spawnSync('flock', ['-n', directory, 'true']).status).toBe(0)
  })

  test('is taken in a directory that may not be written, and at a path too long for a socket', async () => {
    const directory = join(temporaryDirectory(), ...Array.from({ length: 4 }, () => 'a'.repeat(60)))
    await fs.makeDirectory(directory)
    chmodSync(directory, 0o500)
    const release = await lockDirectory(fs, directory)
    await expect(lockDirectory(fs, directory)).rejects.toThrow('in use')
    await release()
    await (await lockDirectory(fs, directory))()
  })

  test('is not needed where the program is missing: the socket still refuses a second process beside this one', async () => {
    const hall = await startHall({ env: { PATH: '/nowhere' } })
    onTestFinished(() => hall.close())
    const { code, stderr } = await runToEnd(['verify', '--data', hall.directory])
    expect([code, stderr]).toEqual([4, inUse])
  })
})
