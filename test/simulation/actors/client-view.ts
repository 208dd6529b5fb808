import type { Entry } from '../../../server/hall/events.ts'
import { type Settings, withSections } from '../../../server/hall/settings.ts'
import { HallChecks } from '../../fakes/hall/hall-checks.ts'
import { Floor } from '../../fakes/hall/hall-floor.ts'
import type { World } from '../world.ts'

const looksEvery = 4
const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * The hall as it must be: what is on disk, folded in once more, and looked at with the oracle of the written rules
 * after each entry. Knows nothing of keeper, journal and wire.
 */
export class Mirror extends Floor {
  readonly #world: World
  readonly #checks: HallChecks
  #dayStarted = ''
  #followed = 0
  readonly #daysOfLabels = new Map<string, Set<string>>()
  tickets = 0
  /** The records with which days started. */
  readonly #starts: number[] = []

  constructor(world: World) {
    super()
    this.#world = world
    this.#checks = new HallChecks(this)
  }

  follow(entry: Entry, body: object): void {
    this.machine.apply(entry)
    for (const event of entry.events) {
      if (event.type === 'settings-changed') this.settings = withSections(this.settings, event.sections)
      if (event.type === 'day-started') this.#dayStarts(event.day, entry)
      if (event.type === 'ticket-issued') {
        this.tickets += 1
        this.#daysOfLabels.set(event.label, (this.#daysOfLabels.get(event.label) ?? new Set()).add(event.day))
        if (event.day !== this.#dayStarted)
          this.#world.fail('I9', `${event.label} is of ${event.day} on the day ${this.#dayStarted}`)
      }
    }
    if (this.#dayStarted !== '' && entry.command === 'time-passed') this.#isRightDay(entry.at)
    this.taken.push({ entry, body })
    this.#checks.follow()
    this.#followed += 1
    if (this.#followed % looksEvery === 0) this.#checks.standing()
  }

  /** How many days have started since that record. */
  daysSince(seq: number): number {
    return this.#starts.filter((start) => start > seq).length
  }

  isGivenOnTwoDays(label: string): boolean {
    return (this.#daysOfLabels.get(label)?.size ?? 0) > 1
  }

  #dayStarts(day: string, { at, seq }: Entry): void {
    if (day <= this.#dayStarted) this.#world.fail('I9', `the day ${day} starts after ${this.#dayStarted}`)
    this.#dayStarted = day
    this.#starts.push(seq)
    const right = localDay(this.settings, at)
    if (day !== right) this.#world.fail('I9', `the day ${day} starts on ${right}`)
  }

  /** Once time has passed, the day is that of the hall's wall clock, or a later day already begun. */
  #isRightDay(at: number): void {
    const right = localDay(this.settings, at)
    if (this.#dayStarted < right) this.#world.fail('I9', `the day is still ${this.#dayStarted} on ${right}`)
  }
}

/** The business day by the wall clock of the hall's zone, told from what the clock shows as text. */
function localDay({ timeZone, dayStartsAt }: Settings, at: number): string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  const [date = '', clock = ''] = format.format(at).split(' ')
  if (clock.slice(0, 5) >= dayStartsAt) return date
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
