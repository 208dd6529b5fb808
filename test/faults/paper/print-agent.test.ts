import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startTcpPrinter, type TcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import type { HallFile } from '../../../server/data/hall-config.ts'
import { Driver, until } from '../../fakes/driver.ts'
import {
  furnishedDirectory,
  type RunningHall,
  runToEnd,
  startHall,
  temporaryDirectory,
} from '../../fakes/running-hall.ts'

/** A kiosk whose printer hangs on a PC of its own: three processes, one of which is killed. */

const mainFile = join(
  process.env.NOWSERVING_BUILD ?? resolve(import.meta.dirname, '../../..'),
  'dist/server/main.js',
)
const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
})

interface Agent {
  readonly process: ChildProcess
  kill(): Promise<void>
}

/** Dials, and settles when it is in. */
async function startAgent(hall: string, printer: string, secret: string, data: string): Promise<Agent> {
  const args = [mainFile, 'print-agent', '--server', hall, '--printer', printer, '--data', data]
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NOWSERVING_DEVICE_SECRET: secret },
  })
  const gone = new Promise<void>((done) => child.once('close', () => done()))
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await gone
  }
  cleanUps.push(kill)
  let said = ''
  await new Promise<void>((done, reject) => {
    child.stdout.on('data', (part) => {
      said += part
      if (said.includes('ready ')) done()
    })
    child.stderr.on('data', (part) => {
      said += part
    })
    child.once('close', () => reject(new Error(`the print agent ended:\n${said}`)))
  })
  return { process: child, kill }
}

async function hallWithAgent(): Promise<{ hall: RunningHall; kiosk: Driver; secret: string }> {
  const directory = await furnishedDirectory((file) => ({
    ...file,
    devices: file.devices.map((one) => (one.id === 'kiosk-1' ? { ...one, printer: 'agent:agent-1' } : one)),
  }))
  const added = await runToEnd(['device', 'add', 'print-agent', '--name', 'entrance', '--data', directory])
  expect(added).toMatchObject({ code: 0 })
  const hall = await startHall({ verb: 'serve', directory })
  cleanUps.push(() => hall.close())
  return { hall, kiosk: new Driver(hall, 'kiosk-1'), secret: added.stdout.trim() }
}

async function printer(rowsPerSecond: number): Promise<TcpPrinter> {
  const started = await startTcpPrinter({ rowsPerSecond })
  cleanUps.push(() => started.close())
  return started
}

type Last = { label: string; printing: { print: string; why?: string; copies?: number } }
const printingOf = async (kiosk: Driver) =>
  ((await kiosk.view('kiosk', { device: 'kiosk-1' })).view.last as Last).printing

describe('a print agent', () => {
  test('gets a secret that is shown once and kept as a hash, and only while the hall is stopped', async () => {
    const { hall, secret } = await hallWithAgent()
    expect(secret).toMatch(/^agent-1\.[\w-]{43}$/)
    const random = secret.split('.')[1] ?? ''
    for (const name of readdirSync(hall.directory).filter((one) => one.endsWith('.json')))
      expect(readFileSync(join(hall.directory, name), 'utf8')).not.toContain(random)
    const again = await runToEnd(['device', 'add', 'print-agent', '--name', 'x', '--data', hall.directory])
    expect(again).toMatchObject({ code: 4, stdout: '' })
    expect(again.stderr).toMatch(/is running.*stop it, add the device, start it again/)
    const file = join(temporaryDirectory(), 'secret')
    writeFileSync(file, `agent-1.${'A'.repeat(43)}\n`)
    const wrong = ['--server', hall.url, '--printer', 'tcp://127.0.0.1:1', '--secret-file', file]
    const refused = await runToEnd(['print-agent', ...wrong, '--data', temporaryDirectory()])
    expect(refused).toMatchObject({ code: 2 })
    expect(refused.stderr).toMatch(/knows no device with this secret/)
    expect(hall.stderr).not.toContain(random)
  })

  test('is paired by a code while the hall runs; its secret is in a file of its own and ends with its removal, which the console says once; paired again it prints on', async () => {
    const hall = await startHall({ verb: 'serve', directory: await furnishedDirectory() })
    cleanUps.push(() => hall.close())
    const administrator = new Driver(hall)
    await administrator.signIn('9001')
    const paper = await printer(5_000)
    const data = temporaryDirectory()
    const flags = ['print-agent', '--server', hall.url, '--printer', paper.address, '--data', data]
    const without = await runToEnd(flags)
    expect([without.code, without.stderr]).toEqual([2, expect.stringContaining('give --pair')])
    const agent = spawn(process.execPath, [mainFile, ...flags, '--pair'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    const gone = new Promise<void>((done) => agent.once('close', () => done()))
    cleanUps.push(async () => {
      agent.kill('SIGKILL')
      await gone
    })
    let said = ''
    for (const stream of [agent.stdout, agent.stderr])
      stream.on('data', (part) => {
        said += part
      })
    const code = await until('a code', () => /types the code (\w{4}-\w{4}) /u.exec(said)?.[1])
    const wrong = await administrator.command('approve-device', { code, device: 'kiosk-1' })
    expect(wrong.body.refusal?.reason).toBe('wrong-kind-of-device')
    expect(await administrator.done('approve-device', { code, name: 'at the door' })).toEqual({
      device: 'agent-1',
    })
    await until('the agent to be in', () => said.includes(`ready ${hall.url}`))
    const file = join(data, 'device-secret')
    expect(readFileSync(file, 'utf8')).toMatch(/^agent-1\.[\w-]{43}\n$/u)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const random = readFileSync(file, 'utf8').trim().split('.')[1] ?? ''
    for (const name of readdirSync(hall.directory).filter((one) => one.endsWith('.json')))
      expect(readFileSync(join(hall.directory, name), 'utf8')).not.toContain(random)
    expect(said + hall.stderr).not.toContain(random)
    const { body } = await administrator.get('/api/settings')
    const { version, settings } = body as unknown as { version: number; settings: HallFile }
    const devices = settings.devices.map((one) =>
      one.id === 'kiosk-1' ? { ...one, printer: 'agent:agent-1' } : one,
    )
    await administrator.done('change-settings', { base: version, patch: { devices } })
    const kiosk = new Driver(hall, 'kiosk-1')
    await kiosk.issue('fees')
    await until('the slip', async () => (await printingOf(kiosk)).print === 'printed')
    await administrator.done('revoke-device', { device: 'agent-1' })
    const removed = () => said.split('no longer accepts this print agent').length - 1
    const anew = await until('another code', () =>
      removed() === 1 ? /removed it.*types the code (\w{4}-\w{4}) /su.exec(said)?.[1] : undefined,
    )
    await kiosk.issue('fees')
    await administrator.done('approve-device', { code: anew, device: 'agent-1' })
    await until('the agent to be in again', () => said.includes('reconnected to the hall'))
    await until('the slip', async () => (await printingOf(kiosk)).print === 'printed')
    expect([removed(), said.split('the hall answered 401').length - 1]).toEqual([1, 1])
    await administrator.done('revoke-device', { device: 'agent-1' })
    await until('the second removal', () => removed() === 2)
    agent.kill('SIGKILL')
    await gone
    const again = await runToEnd(flags)
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('start the agent with --pair')])
  })

  test('that is killed in the middle of a slip makes it unsure, and its marked copy comes out when it is back', async () => {
    const { hall, kiosk, secret } = await hallWithAgent()
    const paper = await printer(400)
    const data = temporaryDirectory()
    const agent = await startAgent(hall.url, paper.address, secret, data)
    await kiosk.issue('fees')
    await until('half a slip', async () => (paper.bytesRead > 10_000 ? true : undefined))
    await agent.kill()
    await startAgent(hall.url, paper.address, secret, data)
    const printing = await until(
      'the marked copy',
      async () => {
        const now = await printingOf(kiosk)
        return now.print === 'printed' ? now : undefined
      },
      60_000,
    )
    expect(printing.copies).toBe(2)
    // The first one, whole or torn, and cut off; nothing of it is on the marked one, which is taller by its mark.
    const heights = paper.strips.map(({ picture }) => picture.height)
    const marked = heights.at(-1) ?? 0
    expect(marked).toBeGreaterThan(600)
    expect(marked).toBeLessThan(800)
    expect(heights.slice(0, -1).filter((height) => height > 400).length).toBeLessThanOrEqual(1)
    expect(paper.strips.every(({ cut }) => cut === 'partial')).toBe(true)
    expect(paper.errors).toEqual([])
  })
})
