import { type StaffDocument, staffSettings } from '../access/staff.ts'
import { startOfDay } from '../hall/business-day.ts'
import type { EpochMs } from '../hall/ids.ts'
import { type Settings, settingsAt } from '../hall/settings.ts'
import type { HallKeeper } from '../keeper/hall-keeper.ts'
import type { CommandOrigin, KeeperAnswer } from '../keeper/keeper-types.ts'
import type { SentBody, SettingsOrder } from '../protocol/commands.ts'
import { apply, diff } from '../protocol/merge-patch.ts'
import type { Problem, SettingsHistory, SettingsPlans } from '../protocol/messages.ts'
import type { HallFile } from './hall-config.ts'
import { fieldOf, fileOf, settingsOf } from './hall-settings.ts'
import { judgeHall } from './judging/hall-judgement.ts'
import { hallWarnings } from './judging/hall-warnings.ts'
import { settingsProblems, tooMuch, withAllSkills } from './settings-checks.ts'
import { templateOf } from './starter-hall.ts'

/** Problems of settings that lie outside the hall, such as a logo that is no picture. */
export type OutsideCheck = (file: HallFile) => Promise<readonly Problem[]>

type SettingsAnswer = KeeperAnswer | { ok: false; invalid: readonly Problem[] }

interface FoundSettings {
  readonly version: number
  readonly settings: HallFile
  readonly warnings: Problem[]
  readonly template?: HallFile
}

interface Proposal {
  readonly file: HallFile
  readonly settings: Settings
}

/** The settings after a change, or its problems. */
type Proposed = Proposal | { invalid: readonly Problem[] }

/** Reads and changes the settings in the form of `hall.json`; the hall decides about each change. */
export class SettingsEditor {
  readonly #keeper: HallKeeper
  readonly #staff: { readonly data: StaffDocument }
  readonly #printerOfKiosk1: string | undefined
  readonly #checks: readonly OutsideCheck[]

  constructor(options: {
    keeper: HallKeeper
    staff: { readonly data: StaffDocument }
    /** As the command line names it. */
    printerOfKiosk1?: string | undefined
    checks?: readonly OutsideCheck[]
  }) {
    this.#keeper = options.keeper
    this.#staff = options.staff
    this.#printerOfKiosk1 = options.printerOfKiosk1
    this.#checks = options.checks ?? []
  }

  /** The settings in force, their version and what is doubtful in them; the reply waits until they are durable. */
  read(reply: (found: FoundSettings) => void): void {
    const { hall, seq } = this.#keeper
    const [{ version }, inForce] = [hall.settingsRecord, hall.settings!]
    const [settings, warnings] = [fileOf(inForce), hallWarnings(inForce)]
    const template = templateOf(settings)
    const found = { version, settings, warnings: [...warnings], ...(template && { template }) }
    this.#keeper.whenDurable(seq, () => reply(found))
  }

  /** The latest changes, newest first; `isKept`: the settings after it are known whole. */
  history(): SettingsHistory {
    const { hall } = this.#keeper
    const changes = hall.settingsRecord.changes.map(({ version, touched, at, by }) => ({
      version,
      touched: [...new Set(touched.map(fieldOf))],
      ...(at === undefined ? {} : { at }),
      ...(by === undefined ? {} : { by }),
      isKept: settingsAt(hall.settings, hall.settingsRecord, version) !== undefined,
    }))
    return { changes: changes.reverse() }
  }

  /** Planned changes, and refused ones that are still listed. */
  plans(): SettingsPlans {
    const { plans = [] } = this.#keeper.hall.settingsRecord
    return {
      plans: plans.map(({ change, former, ...rest }) => ({
        ...rest,
        ...(change as Pick<SentBody<'change-settings'>, 'patch' | 'order'>),
        former: { patch: former as Record<string, unknown> },
      })),
    }
  }

  /** The settings as they were in a version; undefined when that is no longer known. */
  version(version: number): FoundSettings | undefined {
    const { settings: now, settingsRecord } = this.#keeper.hall
    const settings = settingsAt(now, settingsRecord, version)
    return settings && { version, settings: fileOf(settings), warnings: [...hallWarnings(settings)] }
  }

  /** Gives a command about the settings. `reply` is called once, when it is durable. */
  give(order: SettingsOrder, origin: CommandOrigin, reply: (answer: SettingsAnswer) => void): void {
    if (order.type === 'change-settings') return this.change(order.body, origin, reply)
    if (order.type === 'plan-settings') return this.#plan(order.body, origin, reply)
    this.#keeper.ask(order, origin, reply)
  }

  /** Changes the settings by a patch of their form. */
  change(
    { base, patch, order }: SentBody<'change-settings'>,
    origin: CommandOrigin,
    reply: (answer: SettingsAnswer) => void,
  ): void {
    const ask = (settings: Settings) => {
      const command = { type: 'change-settings', body: { base, settings } } as const
      this.#keeper.ask(command, origin, (answer) => reply(inFields(answer)))
    }
    const { hall } = this.#keeper
    // The hall refuses an older base; the patch was made for other settings, so that its content says nothing.
    if (base !== hall.settingsRecord.version || !hall.settings) return ask(hall.settings!)
    this.proposed({ patch, order }).then(
      (found) => ('invalid' in found ? reply({ ok: false, ...found }) : ask(found.settings)),
      () => reply({ ok: false, unknown: true }),
    )
  }

  /** Keeps a change for later, with the one that takes it back, by which later changes of the same are seen. */
  #plan(
    { base, due, patch, order }: SentBody<'plan-settings'>,
    origin: CommandOrigin,
    reply: (answer: SettingsAnswer) => void,
  ): void {
    const { settings, settingsRecord } = this.#keeper.hall
    const now = fileOf(settings!)
    const ask = (change: object, former: object) => {
      const body = { base, due: momentOf(due, settings!), change, former }
      this.#keeper.ask({ type: 'plan-settings', body }, origin, (answer) => reply(inFields(answer)))
    }
    if (base !== settingsRecord.version) return ask({}, {})
    this.proposed({ patch, order }).then(
      (found) => {
        if ('invalid' in found) return reply({ ok: false, ...found })
        const change = { patch: diff(now, found.file) ?? {}, ...(order && { order }) }
        const former = diff(found.file, now) ?? {}
        const invalid = tooMuch({ change, former })
        return invalid.length > 0 ? reply({ ok: false, invalid: inPatch(invalid) }) : ask(change, former)
      },
      () => reply({ ok: false, unknown: true }),
    )
  }

  /** The settings in force with a change, checked as a whole; otherwise its problems. */
  async proposed(change: Pick<SentBody<'change-settings'>, 'patch' | 'order'>): Promise<Proposed> {
    const proposed = this.#proposed(this.#keeper.hall.settings!, change.patch, change.order)
    if ('invalid' in proposed) return proposed
    const invalid = await this.#checked(proposed)
    return invalid.length > 0 ? { invalid } : proposed
  }

  #proposed(now: Settings, patch: object, order: SentBody<'change-settings'>['order']): Proposed {
    const inForce = fileOf(now)
    const judged = judgeHall(inOrder(apply(inForce, patch), order), inForce)
    if ('invalid' in judged) return { invalid: inPatch(judged.invalid) }
    const { file } = judged
    const staff = staffSettings(this.#staff.data, this.#keeper.hall.day?.id)
    const settings = settingsOf(file, staff, this.#printerOfKiosk1)
    const invalid = settingsProblems(now, withAllSkills(settings, this.#staff.data))
    return invalid.length > 0 ? { invalid: inPatch(invalid) } : { file, settings }
  }

  async #checked({ file }: Proposal): Promise<Problem[]> {
    const found = await Promise.all(this.#checks.map((check) => check(file)))
    return inPatch(found.flat())
  }
}

/** A patch says nothing about the order of its fields, by which menus are ordered. */
export function inOrder(file: HallFile, order: SentBody<'change-settings'>['order']): HallFile {
  const { services, groups, reasons } = file
  return {
    ...file,
    services: reordered(services, order?.services),
    ...(groups && { groups: reordered(groups, order?.groups) }),
    ...(reasons && {
      reasons: {
        pause: reordered(reasons.pause, order?.['reasons.pause']),
        hold: reordered(reasons.hold, order?.['reasons.hold']),
        rating: reordered(reasons.rating, order?.['reasons.rating']),
      },
    }),
  }
}

/** The entries that are named first, in this order, then the others. */
function reordered<V>(list: Readonly<Record<string, V>>, ids: readonly string[] = []): Record<string, V> {
  const first = ids.flatMap((id) => (Object.hasOwn(list, id) ? [[id, list[id]!] as const] : []))
  return { ...Object.fromEntries(first), ...list }
}

/** A moment on the hall's clock, `YYYY-MM-DDTHH:MM`, as the start of a day that begins then. */
function momentOf(due: string, settings: Settings): EpochMs {
  const [day = '', dayStartsAt = ''] = due.split('T')
  return startOfDay(day, { ...settings, dayStartsAt })
}

/** Problems by their place in the body. */
const inPatch = (problems: readonly Problem[]): Problem[] =>
  problems.map(({ path, ...rest }) => ({ path: path === '' ? 'patch' : `patch.${path}`, ...rest }))

/** A refusal that names settings as `hall.json` does. */
function inFields(answer: KeeperAnswer): KeeperAnswer {
  if (!('refusal' in answer)) return answer
  const { changed, inUse, ...refusal } = answer.refusal
  return {
    ok: false,
    refusal: {
      ...refusal,
      ...(changed && { changed: [...new Set(changed.map(fieldOf))] }),
      ...(inUse && { inUse: inUse.map((one) => ({ ...one, name: fieldOf(one.name) })) }),
    },
  }
}
