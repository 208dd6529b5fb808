import { randomUUID } from 'node:crypto'
import type { Badge, DeviceId, SignInWay } from '../../hall/ids.ts'
import type { HallKeeper } from '../../keeper/hall-keeper.ts'

/** Writes who signed in, and by which proof, into the record of the hall. */
export class SignInRecord {
  readonly #keeper: HallKeeper

  constructor(keeper: HallKeeper) {
    this.#keeper = keeper
  }

  /** Resolves when the record is durable, and also when the hall takes no commands: an administrator has to get in then. */
  write(badge: Badge, way: SignInWay, device: DeviceId): Promise<void> {
    const origin = { actor: { kind: 'staff', badge, may: [] }, device, key: randomUUID(), hash: '' } as const
    return new Promise((resolve) =>
      this.#keeper.ask({ type: 'record-sign-in', body: { badge, way } }, origin, () => resolve()),
    )
  }
}
