import { z } from 'zod'
import { deviceKinds } from '../device-kinds.ts'
import { byId, count, moment, text } from './parts.ts'

/** The pairing of one screen, for that screen. */
export const pairingView = z
  .strictObject({
    stage: z.enum(['waiting', 'approved', 'refused', 'expired']),
    code: text.optional().describe('while waiting: an administrator types it'),
    expiresAt: moment.optional(),
    address: text.optional().describe('the public address of the hall'),
    device: text.optional().describe('approved as this device'),
    claim: text.optional().describe('`POST /api/device` exchanges it for the secret, once'),
    removed: text.optional().describe('the device that this screen was, until it was removed'),
  })
  .meta({ id: 'PairingView' })

const kind = z.enum(deviceKinds)
const device = z
  .strictObject({
    kind,
    name: text,
    pairing: z.enum(['none', 'paired', 'revoked']),
    isInSettings: z.boolean(),
    isConnected: z.boolean(),
    counter: text.optional(),
    zone: text.optional(),
    pairedAt: moment.optional(),
    revokedAt: moment.optional(),
    seenAt: moment.optional().describe('when it was last connected, by its own sign-in'),
    sound: z.enum(['on', 'blocked', 'off']).optional(),
    width: count.optional(),
    height: count.optional(),
  })
  .meta({ id: 'DeviceFacts' })

/** The devices of the hall and the screens that wait for their pairing, for an administrator. */
export const devicesView = z
  .strictObject({
    devices: byId(device),
    waiting: byId(
      z
        .strictObject({
          kind: kind.optional().describe('of its page'),
          device: text.optional().describe('what it calls itself'),
          since: moment,
          expiresAt: moment,
        })
        .meta({ id: 'WaitingScreenFacts' }),
    ),
  })
  .meta({ id: 'DevicesView' })
