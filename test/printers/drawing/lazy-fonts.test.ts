import { fork } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { startTcpPrinter } from '../../../printers/virtual-printer/tcp-printer.ts'
import { slips } from './sample-slips.ts'
import { ordinaryTicket } from './world-slips.ts'

interface Loaded {
  readonly outcome: unknown
  readonly loadedByPrinting: boolean
  readonly loadedByDrawing: boolean
  readonly familiesOfTwo: readonly string[]
  readonly familiesOfThree: readonly string[]
}

let loaded: Loaded

beforeAll(async () => {
  const device = await startTcpPrinter()
  const { ordinarySlip: chinese, englishSlip: english } = slips
  const threads = join(import.meta.dirname, '../../fakes/source-threads.mjs')
  const child = fork(join(import.meta.dirname, 'loaded-by-drawing.mjs'), { execArgv: ['--import', threads] })
  try {
    loaded = await new Promise<Loaded>((settle, reject) => {
      child.once('message', (said) => settle(said as Loaded))
      child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)))
      child.send({ address: device.address, chinese, english, arabic: ordinaryTicket('ar') })
    })
  } finally {
    child.kill()
    await device.close()
  }
})

it('a hall loads no drawing library and no font, not even when it prints: the drawing thread does', () => {
  expect(loaded).toMatchObject({
    outcome: { printed: 'yes' },
    loadedByPrinting: false,
    loadedByDrawing: true,
  })
})

it('a hall of Chinese and English loads no letters of others; the first Arabic slip loads those', () => {
  expect(loaded.familiesOfTwo).toEqual(['noto-sans', 'noto-sans-sc'])
  expect(loaded.familiesOfThree).toEqual(['noto-sans', 'noto-sans-arabic', 'noto-sans-sc'])
})
