import { randomUUID } from 'node:crypto'
import type { Identity } from '../../access/authentication.ts'
import type { Badge, DeviceId } from '../../hall/ids.ts'
import type { CommandOrigin } from '../../keeper/keeper-types.ts'

/** The device of a page on which somebody signs in or has: a paired one, or a console like any other. */
export const staffDeviceOf = ({ device }: Pick<Identity, 'device'>): DeviceId => device?.id ?? 'console'

/** The origin of what somebody changes about the own account, for the record. */
export const commandOriginOf = (badge: Badge, identity: Identity): CommandOrigin => ({
  actor: { kind: 'staff', badge, may: [] },
  device: staffDeviceOf(identity),
  key: randomUUID(),
  hash: '',
})
