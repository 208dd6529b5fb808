import type { Chances } from './chances.ts'

/** One thing that goes wrong: when in its stretch (ms), and three shares that say how badly. */
export interface Fault {
  readonly no: number
  readonly stretch: number
  readonly at: number
  readonly kind: FaultKind
  readonly a: number
  readonly b: number
  readonly c: number
}

/** How common each is. */
const shares = {
  /** The power goes in the middle of an operation of the disk. */
  'power-cut': 5,
  /** The process is killed in the middle of an operation of the disk; the page cache stays. */
  kill: 4,
  'stop-and-start': 2,
  /** The machine is busy, or the process stopped by a signal, for a while. */
  freeze: 1,
  /** A durable write or a sync fails with EIO. */
  'disk-error': 3,
  /** EIO, and the power goes soon after the start that follows. */
  'disk-error-then-power-cut': 2,
  'kill-then-power-cut': 2,
  'disk-full': 2,
  'short-writes': 1,
  'slow-disk': 1,
  /** A connection breaks and both ends learn it. */
  cut: 3,
  /** The connection breaks, and one end or neither learns it. */
  'half-open': 4,
  /** Nothing reaches one page, or any page, for a while; then everything arrives late. */
  outage: 4,
  'lost-answer': 4,
  'dropped-messages': 4,
  'doubled-messages': 4,
  'slow-wire': 2,
  'stalled-page': 2,
  'page-reload': 4,
  'clock-jump': 2,
} as const

/** The faults of printers, each as often as the others. */
const printerKinds = [
  'printer-out-of-paper',
  'printer-open',
  'printer-off',
  'printer-breaks-off',
  'printer-silent',
  'printer-slow',
] as const
export type PrinterFault = (typeof printerKinds)[number]

export type FaultKind = keyof typeof shares | PrinterFault
const kinds = Object.keys(shares) as (keyof typeof shares)[]
const all = kinds.flatMap((kind) => new Array<FaultKind>(shares[kind]).fill(kind))

/** Those that may strike while nobody does anything, and leave nothing to chance. */
export const calmKinds: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'power-cut',
  'kill',
  'stop-and-start',
  'freeze',
  'page-reload',
  'clock-jump',
  ...printerKinds,
])

export function planFaults(chances: Chances, stretches: readonly number[]): Fault[] {
  const faults: Fault[] = []
  for (const [stretch, ms] of stretches.entries()) {
    const count = chances.whole(stretch === 0 ? 2 : 1, stretch === 0 ? 6 : 3)
    for (let fault = 0; fault < count; fault += 1) {
      const kind = chances.pick(all)
      const at = chances.between(1_500, ms - 3_000)
      const [a, b, c] = [chances.share(), chances.share(), chances.share()]
      faults.push({ no: faults.length, stretch, at, kind, a, b, c })
    }
  }
  return faults
}

/** In a hall that prints, beside the others; numbered from `no` on. */
export function planPrinterFaults(chances: Chances, stretches: readonly number[], no: number): Fault[] {
  const faults: Fault[] = []
  for (const [stretch, ms] of stretches.entries()) {
    const count = chances.whole(stretch === 0 ? 3 : 1, stretch === 0 ? 8 : 4)
    for (let fault = 0; fault < count; fault += 1) {
      const kind = chances.pick(printerKinds)
      const at = chances.between(1_000, ms)
      const [a, b, c] = [chances.share(), chances.share(), chances.share()]
      faults.push({ no: no + faults.length, stretch, at, kind, a, b, c })
    }
  }
  return faults
}

/** From one night to the next stretch: how the server spends it. */
export const nights = ['stopped', 'killed', 'power-cut', 'asleep'] as const
