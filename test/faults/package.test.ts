import { execFile } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Driver, until } from '../fakes/driver.ts'
import { furnishedDirectory, RunningHall, runToEnd, temporaryDirectory } from '../fakes/running-hall.ts'
import { root } from '../fakes/sources/source-tree.ts'

/**
 * The package as a hall gets it: packed, installed with its production dependencies, run far from the sources, killed by
 * the watchdog, updated and rolled back.
 */

const run = promisify(execFile)
/** An installed hall may take this much disk (MB). */
const mostMegabytes = 120

const work = temporaryDirectory()
const prefix = join(work, 'prefix')
const installed = join(prefix, 'lib/node_modules/nowserving')
const program = join(installed, 'dist/server/main.js')
/** Where the fake `systemd-notify` writes down what it is told, a line a message. */
const told = join(work, 'told')
const bin = join(work, 'bin')
const halls: RunningHall[] = []
let packed: string

async function install(tarball: string): Promise<void> {
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']
  await run('npm', ['install', '--global', '--omit=dev', '--prefix', prefix, ...quiet, tarball], {
    cwd: work,
  })
}

/** The next version: the same program under another number. */
async function nextVersion(): Promise<string> {
  const folder = join(work, 'next')
  await run('tar', ['-xzf', packed, '--one-top-level=next'], { cwd: work })
  const file = join(folder, 'package/package.json')
  const about = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...about, version: '0.2.0', scripts: {} }))
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', work], {
    cwd: join(folder, 'package'),
  })
  return join(work, stdout.trim())
}

function hallOf(directory: string): RunningHall {
  const hall = new RunningHall({
    verb: 'serve',
    directory,
    program,
    env: {
      ...{ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '1000000', TOLD: told },
      PATH: `${bin}:${process.env.PATH}`,
    },
  })
  halls.push(hall)
  return hall
}

const messages = (): string[] => (existsSync(told) ? readFileSync(told, 'utf8').split('\n').slice(0, -1) : [])
const beats = () => messages().filter((line) => line === 'WATCHDOG=1').length

async function labelsAt(hall: RunningHall): Promise<string> {
  const kiosk = new Driver(hall, 'kiosk-1')
  const { label } = await kiosk.issue('fees')
  kiosk.close()
  return label
}

beforeAll(async () => {
  mkdirSync(bin)
  writeFileSync(join(bin, 'systemd-notify'), '#!/bin/sh\necho "$1" >>"$TOLD"\n')
  chmodSync(join(bin, 'systemd-notify'), 0o755)
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', work], { cwd: root })
  packed = join(work, stdout.trim().split('\n').at(-1)!)
  await install(packed)
})
afterAll(async () => {
  for (const hall of halls) await hall.close()
})

describe('the package', () => {
  test('holds the program, its pages, texts of slips and documents, and no source, test or picture', async () => {
    const { stdout } = await run('tar', ['-tzf', packed])
    const files = stdout
      .trim()
      .split('\n')
      .map((file) => file.replace('package/', ''))
    const known =
      /^(dist\/(pages|server)\/|display\/words\/[\w-]+\/slip\.json$|docs\/([\w.-]+\.(md|json)|(deploy|zh-CN)\/[\w.-]+)$|(README\.md|LICENSE|package\.json)$)/
    expect(files.filter((file) => !known.test(file))).toEqual([])
    expect(files).toContain('docs/deploy/nowserving.service')
  })

  test(`takes at most ${mostMegabytes} MB with its production dependencies`, async () => {
    const { stdout } = await run('du', ['--summarize', '--block-size=1M', installed])
    process.stdout.write(`package: ${Number.parseInt(stdout, 10)} MB installed\n`)
    expect(Number.parseInt(stdout, 10)).toBeLessThanOrEqual(mostMegabytes)
    expect(existsSync(join(installed, 'node_modules/typescript'))).toBe(false)
  })

  test('is a command that tells its version and serves every page', async () => {
    const { stdout } = await run(join(prefix, 'bin/nowserving'), ['--version'], { cwd: work })
    expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version)
    const hall = hallOf(await furnishedDirectory())
    await hall.start()
    for (const page of ['', 'kiosk', 'board', 'counter', 'manager', 'setup'])
      expect((await fetch(`${hall.url}/${page}`)).status, page).toBe(200)
    await hall.stop()
  })

  test('draws a slip: the drawing library and the fonts came with it', async () => {
    const png = join(work, 'slip.png')
    const data = await furnishedDirectory()
    const drawn = await runToEnd(['slip', '--preview', png, '--service', 'fees', '--data', data], { program })
    expect([drawn.code, drawn.stderr]).toEqual([0, ''])
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG')
  })
})

describe('a hall as a service', () => {
  test('says that it is ready and that it runs; one that hangs falls silent, is killed by the watchdog, and goes on', async () => {
    writeFileSync(told, '')
    const hall = hallOf(await furnishedDirectory())
    await hall.start()
    const first = await labelsAt(hall)
    await until('three beats', () => beats() >= 3)
    expect(messages()[0]).toBe('READY=1')
    process.kill(hall.pid, 'SIGSTOP')
    // A message that had been sent before may still be written down: two spans of the watchdog pass without any other.
    const before = beats()
    const silence = new Promise((settle) => setTimeout(settle, 2_000))
    await silence
    expect(beats() - before).toBeLessThanOrEqual(1)
    process.kill(hall.pid, 'SIGABRT')
    process.kill(hall.pid, 'SIGCONT')
    expect((await hall.ended).signal).toBe('SIGABRT')
    await hall.start()
    expect(await labelsAt(hall)).not.toBe(first)
    await hall.stop()
    await until('the stop is told', () => messages().includes('STOPPING=1'))
  })

  test('is updated and rolled back with its data', async () => {
    const next = await nextVersion()
    const directory = await furnishedDirectory()
    const labels: string[] = []
    const served = async () => {
      const hall = hallOf(directory)
      await hall.start()
      labels.push(await labelsAt(hall))
      await hall.stop()
      return JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).version
    }
    const versions = [await served()]
    await install(next)
    versions.push(await served())
    await install(packed)
    versions.push(await served())
    expect(versions).toEqual(['0.1.0', '0.2.0', '0.1.0'])
    // Numbers went on: none was given twice.
    expect(new Set(labels).size).toBe(3)
    expect((await runToEnd(['verify', '--data', directory], { program })).code).toBe(0)
  })
})

describe('what the documents of a deployment offer', () => {
  const deploy = join(root, 'docs/deploy')

  test('the units are understood by systemd', async (context) => {
    const analyze = await run('which', ['systemd-analyze']).catch(() => undefined)
    if (!analyze) return context.skip('systemd-analyze is not here')
    const copies = join(work, 'units')
    cpSync(deploy, copies, { recursive: true })
    for (const unit of readdirSync(copies).filter((file) => file.endsWith('.service'))) {
      const file = join(copies, unit)
      const text = readFileSync(file, 'utf8')
      // Where it is installed here, and where its page is.
      writeFileSync(
        file,
        text
          .replace('ExecStart=nowserving', `ExecStart=${join(prefix, 'bin/nowserving')}`)
          .replace('/usr/local/lib/node_modules/nowserving', installed),
      )
      const user = unit === 'nowserving-screen.service' ? ['--user'] : []
      const asked = ['verify', ...user, '--man=no', file]
      const env = { ...process.env, XDG_RUNTIME_DIR: work }
      const { stderr } = await run('systemd-analyze', asked, { env }).catch((error) => error)
      expect(stderr, unit).toBe('')
    }
  })

  test('the start file of a screen runs one browser with one page, with sound and without a question', async () => {
    const browser = join(bin, 'browser')
    writeFileSync(browser, '#!/bin/sh\nprintf "%s\\n" "$@"\n')
    chmodSync(browser, 0o755)
    const env = { PATH: process.env.PATH, HOME: work, BROWSER: browser }
    const { stdout } = await run(join(deploy, 'screen.sh'), ['https://queue.example/board'], { env })
    const given = stdout.trim().split('\n')
    expect(given.at(-1)).toBe('https://queue.example/board')
    expect(given).toContain('--autoplay-policy=no-user-gesture-required')
    expect(given.filter((flag) => !flag.startsWith('--'))).toHaveLength(1)
    const without = await run(join(deploy, 'screen.sh'), [], { env }).catch((error) => error)
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('the address of the page')])
  })
})
