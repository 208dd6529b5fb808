import type { Staging } from '../staging.ts'
import type { Fault } from './faults.ts'
import type { Cable } from './link.ts'
import type { Connection } from './network.ts'
import { strikePrinter } from './printer-faults.ts'

const minute = 60_000
const hour = 60 * minute
/** The jumps that a clock may make (ms). */
const jumps = [-90_000, 40_000, -4 * minute, 9 * minute, 50 * minute, 3 * hour, -3 * hour, 30 * hour, -40_000]

/** Lets planned faults happen; on calm days one after another, each when everything has settled. */
export function strikeAll(staging: Staging, faults: readonly Fault[]): void {
  const { calm, scheduler } = staging.world
  for (const fault of faults)
    staging.later(fault.at, () => {
      if (calm) staging.later(calm.pause(scheduler.now), () => strike(staging, fault))
      else strike(staging, fault)
    })
}

function strike(staging: Staging, fault: Fault): void {
  const { world } = staging
  const { kind, a, b, c } = fault
  world.trace.note(`FAULT ${fault.no} ${kind}`)
  staging.struck.set(kind, (staging.struck.get(kind) ?? 0) + 1)
  if (kind.startsWith('printer-')) return strikePrinter(staging, fault)
  const { mood } = world.disk
  const cables = staging.cables()
  const cable = cables[Math.floor(a * cables.length)]
  switch (kind) {
    case 'power-cut':
      return inTheMiddle(staging, fault, () => staging.crash('power-cut', 300 + c * 6_000))
    case 'kill':
      return inTheMiddle(staging, fault, () => staging.crash('kill', 100 + c * 2_500))
    case 'kill-then-power-cut':
      return inTheMiddle(staging, fault, () => {
        staging.crash('kill', 100 + c * 500)
        staging.later(150 + c * 500 + a * 1_500, () => staging.crash('power-cut', 500))
      })
    case 'stop-and-start':
      return staging.stop(200 + c * 2_000)
    case 'freeze':
      return staging.freeze(1_000 + b * 14_000)
    case 'disk-error':
      mood.failing = 1
      return
    case 'disk-error-then-power-cut':
      mood.failing = 1
      return staging.later(600 + a * 3_000, () => staging.crash('power-cut', 500))
    case 'disk-full':
      mood.capacity = world.disk.used + Math.floor(b * 120_000)
      return staging.later(1_000 + c * 15_000, () => {
        mood.capacity = Number.MAX_SAFE_INTEGER
      })
    case 'short-writes':
      mood.shortWrites = 1 + Math.floor(a * 12)
      return
    case 'slow-disk': {
      const { syncMs } = mood
      mood.syncMs = [20 + a * 80, 150 + b * 1_500]
      return staging.later(1_000 + c * 6_000, () => {
        mood.syncMs = syncMs
      })
    }
    case 'clock-jump':
      world.wallOffset += jumps[Math.floor(a * jumps.length)]!
      // Somebody sets it right again.
      return staging.later(staging.lasting(4_000 + c * 25_000), () => {
        world.wallOffset = world.trueOffset
      })
    case 'page-reload':
      return staging.reload(a, 50 + b * 4_000)
    case 'outage':
      return outage(b < 0.3 ? cables : cable ? [cable] : [], world.scheduler.now + 500 + c * c * 40_000)
    case 'cut':
    case 'half-open':
      return breaks(
        pick(staging, a),
        kind === 'cut' ? 'both' : b < 0.4 ? 'page' : b < 0.7 ? 'server' : 'none',
      )
    default:
      if (cable) onCable(staging, cable, fault)
  }
}

function onCable(staging: Staging, cable: Cable, { kind, b, c }: Fault): void {
  const { now } = staging.world.scheduler
  switch (kind) {
    case 'lost-answer':
      cable.losesAnswer = true
      return
    case 'dropped-messages':
      cable.dropping = 1 + Math.floor(b * 3)
      return
    case 'doubled-messages':
      cable.doubling = 1 + Math.floor(b * 6)
      return
    case 'stalled-page':
      cable.stalledUntil = now + 1_000 + c * 20_000
      return
    case 'slow-wire': {
      const { latencyMs } = cable
      cable.latencyMs = [50, 200 + b * 2_500]
      return staging.later(2_000 + c * 15_000, () => {
        cable.latencyMs = latencyMs
      })
    }
    default:
      throw new Error(`no such fault of a cable: ${kind}`)
  }
}

function outage(cables: readonly Cable[], until: number): void {
  for (const cable of cables) cable.deafUntil = Math.max(cable.deafUntil, until)
}

function pick(staging: Staging, share: number): Connection | undefined {
  const open = [...staging.world.network.open].filter(({ isOpen }) => isOpen)
  return open[Math.floor(share * open.length)]
}

function breaks(connection: Connection | undefined, learns: 'both' | 'page' | 'server' | 'none'): void {
  if (learns === 'both') connection?.cut()
  else if (learns === 'none') connection?.die()
  else connection?.breakFor(learns)
}

/** At one of the next operations of the disk, somewhere between its beginning and its end. */
function inTheMiddle(staging: Staging, { a, b }: Fault, work: () => void): void {
  if (staging.world.calm) return work()
  const { disk } = staging.world
  let before = Math.floor(a * 12)
  disk.onOperation = (what, ms) => {
    before -= 1
    if (before >= 0) return
    disk.onOperation = () => {}
    staging.world.trace.note(`in the middle of: ${what}`)
    staging.later(ms * b * 1.1, work)
  }
}
