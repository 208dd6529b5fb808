import type { Page } from './actors/page.ts'
import type { Cable } from './faults/link.ts'
import { ServerLife } from './server-life.ts'
import type { World } from './world.ts'

/** The longest a start may be put off by a disk that refuses (ms). */
const startAgainMs = 800
/** How often a life that was told to stop is looked at (ms). */
const mayBeDownMs = 200

/** The server's lives one after another, and everybody's pages: what faults work on. */
export class Staging {
  readonly world: World
  readonly pages: Page<never>[] = []
  readonly struck = new Map<string, number>()
  readonly ended = { crashes: 0, kills: 0, powerCuts: 0, stops: 0, refused: 0 }
  life: ServerLife | undefined
  /** Ends what was put off; a night does. */
  #stage = 0

  constructor(world: World) {
    this.world = world
  }

  cables(): Cable[] {
    return this.pages.filter(({ isOpen }) => isOpen).map(({ cable }) => cable)
  }

  later(ms: number, work: () => void): void {
    const stage = this.#stage
    this.world.scheduler.after(ms, () => {
      if (this.#stage === stage) {
        this.world.scheduler.touch()
        work()
      }
    })
  }

  /** In `ms`; on calm days in the administrator's part of a round. */
  laterInRound(ms: number, work: () => void): void {
    const { calm, scheduler } = this.world
    this.later(calm?.until(scheduler.now, ms) ?? ms, work)
  }

  /** The duration of a fault that is planned for `ms`; on calm days its end has the slot of faults. */
  lasting(ms: number): number {
    const { calm, scheduler } = this.world
    return calm ? calm.turn(scheduler.now, ms) : ms
  }

  nextStage(): void {
    this.#stage += 1
    this.world.disk.onOperation = () => {}
  }

  /** A life that was told to stop may take its time, frozen or letting go of its screens: the next one waits for it. */
  start(): void {
    if (this.life?.isStopping) return this.later(mayBeDownMs, () => this.start())
    if (this.life) return
    this.life = new ServerLife(this.world, (life, code) => this.#exited(life, code))
    this.life.begin()
  }

  #exited(life: ServerLife, code: number): void {
    if (life !== this.life) return
    this.life = undefined
    this.world.network.serverGone(true)
    if (code === 0) this.ended.stops += 1
    else this.ended.refused += 1
    if (code !== 0) this.later(startAgainMs * this.world.chances.share(), () => this.start())
  }

  stop(awayMs: number | undefined): void {
    this.life?.stop()
    if (awayMs !== undefined) this.later(this.lasting(awayMs), () => this.start())
  }

  crash(how: 'power-cut' | 'kill', awayMs: number | undefined): void {
    this.ended.crashes += 1
    this.ended[how === 'kill' ? 'kills' : 'powerCuts'] += 1
    this.world.trace.note(how)
    this.life?.process.die()
    this.life = undefined
    this.world.network.serverGone(how === 'kill')
    if (how === 'power-cut') this.world.disk.powerCut()
    this.world.scheduler.touch()
    if (awayMs !== undefined) this.later(this.lasting(awayMs), () => this.start())
  }

  freeze(ms: number): void {
    this.life?.process.stopFor(this.lasting(ms))
  }

  /** Everything that was broken works again, and the clock is right. */
  mend(): void {
    const { disk, network, scheduler, printers } = this.world
    disk.onOperation = () => {}
    disk.mood.failing = 0
    disk.mood.shortWrites = 0
    disk.mood.capacity = Number.MAX_SAFE_INTEGER
    if (disk.mood.syncMs[1] > 20) disk.mood.syncMs = [0.15, 1.5]
    for (const page of this.pages) {
      page.cable.latencyMs = this.world.calm ? [1, 1] : [0.2, 6]
      page.cable.deafUntil = Math.min(page.cable.deafUntil, scheduler.now)
      page.cable.stalledUntil = Math.min(page.cable.stalledUntil, scheduler.now)
      page.cable.dropping = 0
      page.cable.doubling = 0
      page.cable.losesAnswer = false
    }
    network.isMachineOn = true
    for (const printer of printers.values()) printer.mend()
  }

  reload(share: number, awayMs: number): void {
    const open = this.pages.filter(({ isOpen }) => isOpen)
    const page = open[Math.floor(share * open.length)]
    this.world.trace.note(`${page?.name} is loaded again`)
    page?.reload(this.lasting(awayMs))
  }
}
