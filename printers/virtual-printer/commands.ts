import type { Command, Machine } from './machine.ts'
import { symbolCommand } from './symbol.ts'
import { character, sizeOf } from './text-line.ts'

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')

/** The commands a receipt printer knows, by their first byte. */
export function commandsFor(machine: Machine): (first: number) => Command {
  return function* command(first) {
    switch (first) {
      case 0x00:
        return
      case 0x0a:
        return machine.printLine()
      case 0x09:
      case 0x0d:
        return
      case 0x10:
        return yield* realTime(machine)
      case 0x1b:
        return yield* escapeCommand(machine)
      case 0x1c:
        return yield* fieldSeparator(machine)
      case 0x1d:
        return yield* groupSeparator(machine)
      default:
        if (first < 0x20) return machine.error(`the control byte ${hex(first)} is no command`)
        return yield* character(machine, first)
    }
  }
}

/** Carried out when it arrived; passed over here. */
function* realTime(machine: Machine): Command {
  const [kind = 0] = yield 1
  if (kind === 0x04 || kind === 0x05) {
    yield 1
    return
  }
  if (kind !== 0x14) return machine.error(`10 ${hex(kind)} is no command`)
  const [fn = 0] = yield 1
  if (fn === 8) yield 7
  else if (fn === 1) yield 2
  else machine.error(`10 14 ${hex(fn)} is no command`)
}

function* escapeCommand(machine: Machine): Command {
  const [name = 0] = yield 1
  switch (name) {
    case 0x40:
      return machine.reset()
    case 0x32:
      machine.settings.lineFeed = Math.round(machine.options.dpi / 6)
      return
    case 0x33: {
      const [n = 0] = yield 1
      machine.settings.lineFeed = Math.floor((n * machine.options.dpi) / machine.settings.feedUnit)
      return
    }
    case 0x4a: {
      const [n = 0] = yield 1
      if (machine.text.length > 0) machine.printLine()
      return machine.feed(n)
    }
    case 0x64: {
      const [n = 0] = yield 1
      for (let row = 0; row < n; row++) machine.printLine()
      return
    }
    case 0x61: {
      const [n = 0] = yield 1
      const align = n & 0x0f
      if (align > 2 || (n !== align && n !== align + 48)) return machine.error(`ESC a ${n} is no alignment`)
      machine.settings.align = align as 0 | 1 | 2
      return
    }
    case 0x20: {
      const [n = 0] = yield 1
      machine.settings.text.space = n
      return
    }
    // Letters: style, size, table, font, underline, double strike. They change no picture.
    case 0x21:
    case 0x2d:
    case 0x45:
    case 0x47:
    case 0x4d:
    case 0x52:
    case 0x74:
      yield 1
      return
    default:
      machine.error(`ESC ${hex(name)} is no command`)
  }
}

/** Chinese characters: on, off, code system. */
function* fieldSeparator(machine: Machine): Command {
  const [name = 0] = yield 1
  if (name === 0x26 || name === 0x2e) {
    machine.settings.text.chinese = name === 0x26
    return
  }
  if (name === 0x21 || name === 0x43 || name === 0x57) {
    yield 1
    return
  }
  machine.error(`FS ${hex(name)} is no command`)
}

function* groupSeparator(machine: Machine): Command {
  const [name = 0] = yield 1
  switch (name) {
    case 0x21: {
      const [n = 0] = yield 1
      const { wide, high } = sizeOf(n)
      if (wide > 8 || high > 8) return machine.error(`GS ! ${n}: letters are enlarged up to 8 times`)
      Object.assign(machine.settings.text, { wide, high })
      return
    }
    case 0x42: {
      const [n = 0] = yield 1
      machine.settings.text.inverse = (n & 1) === 1
      return
    }
    case 0x4c:
    case 0x57:
      yield 2
      return
    case 0x50: {
      const [, y = 0] = yield 2
      machine.settings.feedUnit = y === 0 ? machine.options.feedUnit : y
      return
    }
    case 0x56:
      return yield* cut(machine)
    case 0x61: {
      const [n = 0] = yield 1
      return machine.emit({ type: 'status-back', n })
    }
    case 0x72: {
      const [n = 0] = yield 1
      if (n !== 1 && n !== 49) return machine.error(`GS r ${n} is not known`)
      return machine.emit({ type: 'reply', bytes: Uint8Array.of(machine.options.paperSensor()) })
    }
    case 0x76:
      return yield* raster(machine)
    case 0x28:
      return yield* longCommand(machine)
    default:
      machine.error(`GS ${hex(name)} is no command`)
  }
}

function* cut(machine: Machine): Command {
  const [m = 0] = yield 1
  if (machine.text.length > 0) machine.error('a cut in the middle of a line of text is not carried out')
  if (m === 0 || m === 48) return machine.cut('full')
  if (m === 1 || m === 49) return machine.cut('partial')
  if (m !== 65 && m !== 66) return machine.error(`GS V ${m} is no cut`)
  const [n = 0] = yield 1
  machine.feed(n)
  machine.cut(m === 65 ? 'full' : 'partial')
}

/** `GS v 0`: row after row, each on paper as it comes. */
function* raster(machine: Machine): Command {
  const [zero = 0, mode = 0, xL = 0, xH = 0, yL = 0, yH = 0] = yield 6
  if (zero !== 0x30) return machine.error(`GS v ${hex(zero)} is no command`)
  if ((mode & 0x0f) !== 0) machine.error(`GS v 0 in mode ${mode} is not used by anyone`)
  const stride = xL + 256 * xH
  const rows = yL + 256 * yH
  if (stride === 0 || rows === 0)
    return machine.error(`a picture of ${stride} bytes by ${rows} rows is empty`)
  if (machine.text.length > 0) machine.error('a picture in the middle of a line of text is ignored')
  const { dots } = machine.options
  if (stride > (dots + 7) >> 3) machine.error(`a picture of ${stride * 8} dots loses all beyond ${dots}`)
  if (rows > 255) machine.error(`a band of ${rows} rows: cheap printers garble more than 255`)
  const indent = Math.max(0, Math.floor(((dots - stride * 8) * machine.settings.align) / 2))
  let last = 0
  let before = 0
  for (let row = 0; row < rows; row++) {
    const row = yield stride
    for (const byte of row) {
      if (before === 0x10 && (last === 0x04 || last === 0x05 || last === 0x14)) {
        machine.error(`the picture holds the real-time command 10 ${hex(last)} ${hex(byte)}`)
      }
      before = last
      last = byte
    }
    machine.strip.print(row, indent)
  }
}

/** `GS ( x pL pH …`: a QR, and the process id, which is answered. */
function* longCommand(machine: Machine): Command {
  const [name = 0, pL = 0, pH = 0] = yield 3
  const length = pL + 256 * pH
  const data = length === 0 ? new Uint8Array() : yield length
  if (name === 0x6b) return symbolCommand(machine, data)
  if (name !== 0x48 || !machine.options.knowsProcessId) {
    return machine.error(`GS ( ${String.fromCharCode(name)} is not known`)
  }
  if (data[0] !== 48 || data[1] !== 48 || length !== 6) return machine.error('GS ( H is not in its form')
  machine.emit({ type: 'reply', bytes: Uint8Array.of(0x37, 0x22, ...data.subarray(2), 0) })
}
