import type { Command, Machine } from './machine.ts'

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

/** The commands of StarPRNT and of the newer Line mode that a picture needs; all others are errors. */
export function starCommandsFor(machine: Machine): (first: number) => Command {
  return function* command(first) {
    switch (first) {
      case 0x00:
        return
      case 0x0a:
        return machine.printLine()
      case 0x17:
        return machine.emit({ type: 'counted' })
      case 0x18:
        machine.reset()
        return machine.emit({ type: 'count-reset' })
      case 0x1b:
        return yield* escapeCommand(machine)
      default:
        if (first < 0x20) return machine.error(`the control byte ${hex(first)} is no command`)
        machine.text.push(first)
    }
  }
}

function* escapeCommand(machine: Machine): Command {
  const [name = 0] = yield 1
  switch (name) {
    case 0x40:
      return machine.reset()
    // `ESC ACK n`: carried out when it arrived; passed over here.
    case 0x06:
      yield 1
      return
    case 0x49: {
      const [n = 0] = yield 1
      if (n === 0) return machine.error('ESC I 0 feeds nothing')
      if (machine.text.length > 0) machine.printLine()
      return machine.strip.feed(Math.round((n * machine.options.dpi) / 25.4 / 8))
    }
    case 0x64: {
      const [n = 0] = yield 1
      const how = n >= 48 ? n - 48 : n
      if (how > 3) return machine.error(`ESC d ${n} is no cut`)
      return machine.cut(how % 2 === 0 ? 'full' : 'partial')
    }
    case 0x1d:
      return yield* groupSeparator(machine)
    case 0x1e:
      return yield* recordSeparator(machine)
    default:
      machine.error(`ESC ${hex(name)} is no command`)
  }
}

function* recordSeparator(machine: Machine): Command {
  const [name = 0, n = 0] = yield 2
  if (name === 0x61) return machine.emit({ type: 'status-back', n })
  if (name === 0x45 && (n === 0 || n === 48)) return machine.emit({ type: 'count-reset' })
  machine.error(`ESC RS ${hex(name)} ${n} is no command`)
}

/** `ESC GS S m xL xH yL yH n`: row after row, each on paper as it comes. */
function* groupSeparator(machine: Machine): Command {
  const [name = 0] = yield 1
  if (name !== 0x53) return machine.error(`ESC GS ${hex(name)} is no command`)
  const [mode = 0, xL = 0, xH = 0, yL = 0, yH = 0, colour = 0] = yield 6
  if (mode !== 1) machine.error(`a picture in mode ${mode} is not black and white`)
  if (colour !== 0) machine.error(`a picture in colour ${colour} is not black`)
  const stride = xL + 256 * xH
  const rows = yL + 256 * yH
  if (stride === 0 || stride > 128 || rows === 0)
    return machine.error(`a picture of ${stride} bytes by ${rows} rows is not possible`)
  const { dots } = machine.options
  if (stride > (dots + 7) >> 3) machine.error(`a picture of ${stride * 8} dots loses all beyond ${dots}`)
  const last = [0, 0]
  for (let row = 0; row < rows; row++) {
    const row = yield stride
    for (const byte of row) {
      if (last[0] === 0x1b && last[1] === 0x06 && (byte === 0x01 || byte === 0x18))
        machine.error(`the picture holds the real-time command 1b 06 ${hex(byte)}`)
      last.shift()
      last.push(byte)
    }
    machine.strip.print(row, 0)
  }
}
