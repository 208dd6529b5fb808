import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createSerialTransport } from '../../../printers/connection/transports/serial.ts'
import { patience } from '../../fakes/watch.ts'
import { hasPty, openPty, saySkipped } from './pty.ts'
import { describeLine, type LineEnd } from './transport-contract.ts'

const patient = (): AbortSignal => AbortSignal.timeout(patience)

async function serialPrinter(): Promise<LineEnd> {
  const pty = await openPty('ttyUSB0')
  const parts: Buffer[] = []
  pty.onData((bytes) => parts.push(bytes))
  return {
    line: () => createSerialTransport(pty.path, 115_200, 'rtscts'),
    nowhere: () => createSerialTransport(`${pty.path}-elsewhere`, 115_200, 'rtscts'),
    arrived: () => Buffer.concat(parts),
    block: pty.block,
    say: pty.write,
    unplug: pty.unplug,
    plugIn: pty.plugIn,
    close: pty.close,
  }
}

if (hasPty) {
  describeLine('a line to a serial port', serialPrinter)

  describe('a serial port', () => {
    it('is set to raw bytes, its speed and its flow control', async ({ onTestFinished: clean }) => {
      const pty = await openPty('ttyS9')
      clean(() => pty.close())
      const line = createSerialTransport(pty.path, 9600, 'xonxoff')
      expect(await line.open(patient())).toEqual({ open: true })
      const told = spawnSync('stty', ['-F', pty.path, '-a'], { encoding: 'utf8' }).stdout
      expect(told).toContain('speed 9600 baud')
      for (const setting of ['-icanon', '-echo', '-opost', 'cs8', ' ixon', ' ixoff', '-cstopb'])
        expect(told).toContain(setting)
      expect(line.bytesPerSecond).toBe(960)
      await line.end()
    })

    it('that takes no settings does not open, and says why', async ({ onTestFinished: clean }) => {
      const pty = await openPty('ttyS9')
      clean(() => pty.close())
      const line = createSerialTransport(pty.path, 12_345, 'none')
      expect(await line.open(patient())).toMatchObject({
        open: false,
        problem: /accepted no settings: .*12345/,
      })
    })
  })
} else saySkipped()
