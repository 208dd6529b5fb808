import { randomUUID } from 'node:crypto'
import type { Identity } from '../../access/authentication.ts'
import type { Badge } from '../../hall/ids.ts'
import type { CommandOrigin } from '../../keeper/keeper-types.ts'

/** The origin of what somebody changes about the own account, for the record. */
export const commandOriginOf = (badge: Badge, identity: Identity): CommandOrigin => ({
  actor: { kind: 'staff', badge, may: [] },
  device: identity.caller().device,
  key: randomUUID(),
  hash: '',
})
