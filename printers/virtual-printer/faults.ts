import { limits } from '../limits.ts'
import type { TcpPrinter } from './tcp-printer.ts'

/** The faults of the virtual printer, by name. */
export const faultNames = [
  'no-paper',
  'paper-ends',
  'near-end',
  'cover-open',
  'cutter-jam',
  'hot',
  'broken',
  'says-offline',
  'stall',
  'reset',
  'black-hole',
  'off',
] as const
export type FaultName = (typeof faultNames)[number]

export const isFault = (name: string): name is FaultName => faultNames.some((one) => one === name)

export function applyFault(printer: TcpPrinter, fault: FaultName): void {
  const { device } = printer
  switch (fault) {
    case 'no-paper':
      return device.takePaperOut()
    case 'paper-ends':
      return device.loadPaper(limits.rowsBeforeEnd)
    case 'near-end':
      return device.loadPaper(limits.nearEndRows - 1)
    case 'cover-open':
      return device.openCover()
    case 'cutter-jam':
      return device.jamCutter()
    case 'hot':
      return device.heatHead()
    case 'broken':
      return device.breakDown()
    case 'says-offline':
      return device.sayOffline(true)
    case 'stall':
      return printer.stallAfter(0)
    case 'reset':
      return printer.resetAfter(limits.bytesBeforeReset)
    case 'black-hole':
      return printer.blackHole(true)
    case 'off':
      return printer.powerOff()
    default:
      return fault satisfies never
  }
}

/** Ends all faults, with a full roll where there was none. */
export function mend(printer: TcpPrinter): void {
  const { device } = printer
  if (device.condition.broken) printer.powerOff()
  if (!device.isOn) printer.powerOn()
  printer.blackHole(false)
  printer.goOn()
  printer.resetAfter(Number.POSITIVE_INFINITY)
  if (device.condition.saysOffline) device.sayOffline(false)
  if (device.condition.hot) device.coolHead()
  if (device.condition.jammed) device.freeCutter()
  if (device.roll < limits.rollRows) device.loadPaper(limits.rollRows)
  if (device.condition.cover) device.closeCover()
}

/** Faults that come and go by themselves; the same number gives the same ones in the same order. */
export function troubleBySeed(
  printer: TcpPrinter,
  seed: number,
  onChange: (fault: FaultName | undefined) => void,
): () => void {
  const random = chance(seed)
  let timer: NodeJS.Timeout
  const between = (from: number, to: number): number => Math.round(from + random() * (to - from))
  const rest = (): void => {
    mend(printer)
    onChange(undefined)
    timer = setTimeout(trouble, between(limits.calmLeast, limits.calmMost))
  }
  const trouble = (): void => {
    const fault = faultNames[Math.floor(random() * faultNames.length)] ?? 'no-paper'
    applyFault(printer, fault)
    onChange(fault)
    timer = setTimeout(rest, between(limits.troubleLeast, limits.troubleMost))
  }
  timer = setTimeout(trouble, between(limits.calmLeast, limits.calmMost))
  return () => clearTimeout(timer)
}

/** Numbers from 0 to 1 from a seed, the same on every machine (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
