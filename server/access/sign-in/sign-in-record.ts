import { randomUUID } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { Actor, Badge, DeviceId, SignInWay } from '../../hall/ids.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import { limits } from '../limits.ts'
import { Tallies } from '../rates/tallies.ts'

interface SignInRecordOptions {
  readonly keeper: Pick<HallKeeper, 'ask'>
  readonly clock: Pick<Clock, 'after'>
  /** Whether there is an account of this badge, enabled or not. */
  readonly hasAccount: (badge: Badge) => boolean
}

/** A failed sign-in, as the record names it; its badge is absent where it is of no account, or one of too many. */
type Failure = readonly [way: SignInWay, device: DeviceId, badge?: Badge]

/**
 * Writes sign-ins and sign-outs into the record of the hall, with their proof; also sign-ins that failed. Those are
 * summed up per badge, way and device, and beyond a number of these per way alone, so that guessing cannot fill the
 * journal. Text that was typed is in none of them, only the badge of an account.
 */
export class SignInRecord {
  readonly #options: SignInRecordOptions
  readonly #failures: Tallies<string>

  constructor(options: SignInRecordOptions) {
    this.#options = options
    this.#failures = new Tallies(options.clock, limits.failedSignInsMs, (failure, times) => {
      const [way, device, badge] = JSON.parse(failure) as Failure
      const body = { way, times, ...(badge === undefined ? {} : { badge }) }
      const origin = originOf({ kind: 'keeper' }, device)
      options.keeper.ask({ type: 'record-failed-sign-ins', body }, origin, () => undefined)
    })
  }

  /** Resolves when the record is durable, and also when the hall takes no commands: an administrator has to get in then. */
  signedIn(badge: Badge, way: SignInWay, device: DeviceId): Promise<void> {
    return new Promise((resolve) =>
      this.#options.keeper.ask({ type: 'record-sign-in', body: { badge, way } }, of(badge, device), () =>
        resolve(),
      ),
    )
  }

  /** Resolves as for a sign-in. */
  signedOut(badge: Badge, device: DeviceId): Promise<void> {
    return new Promise((resolve) =>
      this.#options.keeper.ask({ type: 'record-sign-out', body: { badge } }, of(badge, device), () =>
        resolve(),
      ),
    )
  }

  /** Notes a sign-in that failed. `badge`: the one that was typed or proved, if there was one. */
  failed(way: SignInWay, device: DeviceId, badge?: Badge): void {
    const isNamed = badge !== undefined && this.#options.hasAccount(badge)
    const named: Failure = isNamed ? [way, device, badge] : [way, device]
    const subject = JSON.stringify(named)
    const isOver = this.#failures.size >= limits.failedSignInsApart && !this.#failures.has(subject)
    this.#failures.add(isOver ? JSON.stringify([way, severalDevices] satisfies Failure) : subject)
  }

  /** Writes what is not written yet, before the hall takes no more. */
  end(): void {
    this.#failures.flush()
  }
}

/** The device of failures that are summed up over several devices. */
const severalDevices = 'unknown'

const of = (badge: Badge, device: DeviceId) => originOf({ kind: 'staff', badge, may: [] }, device)
const originOf = (actor: Actor, device: DeviceId) => ({ actor, device, key: randomUUID(), hash: '' })
