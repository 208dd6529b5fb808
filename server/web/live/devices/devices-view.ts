import type { DeviceRegistry } from '../../../access/devices/device-registry.ts'
import type { Pairing } from '../../../access/devices/devices.ts'
import type { Pairings } from '../../../access/devices/pairings.ts'
import type { HallFile } from '../../../data/hall-config.ts'
import type { DeviceFacts, DevicesView, WaitingScreenFacts } from '../../../protocol/messages.ts'
import type { DevicePresence } from './device-presence.ts'

type KnownDevice = HallFile['devices'][number]

export interface DevicesSources {
  readonly registry: DeviceRegistry
  readonly pairings: Pairings
  readonly presence: DevicePresence
  /** Of the settings in force. */
  readonly devices: () => readonly KnownDevice[]
}

/** The devices for administrators: those of the settings, and print agents and removed ones beside them. */
export function devicesView({ registry, pairings, presence, devices }: DevicesSources): DevicesView {
  const known = devices()
  const listed = new Set(known.map(({ id }) => id))
  const paired = registry.data.devices
  const others = Object.entries(paired).filter(([id]) => !listed.has(id))
  const all: Pick<KnownDevice, 'id' | 'kind' | 'name' | 'counter' | 'zone'>[] = [
    ...known,
    ...others.map(([id, { kind, name = id }]) => ({ id, kind, name })),
  ]
  return {
    devices: Object.fromEntries(
      all.map(({ id, kind, name, counter, zone }) => {
        const pairing = Object.hasOwn(paired, id) ? paired[id] : undefined
        const state = pairingOf(pairing)
        const pages = presence.of(id).filter(({ isPaired }) => isPaired || state === 'none')
        const isConnected = pages.length > 0
        const { sound, width, height } = pages.at(-1)?.facts() ?? {}
        const facts = {
          ...{ kind, name, pairing: state, isInSettings: listed.has(id), isConnected, counter, zone },
          pairedAt: pairing?.addedAt,
          revokedAt: pairing?.revokedAt,
          seenAt: isConnected ? undefined : registry.seenAt(id),
          ...{ sound, width, height },
        }
        return [id, defined<DeviceFacts>(facts)]
      }),
    ),
    waiting: Object.fromEntries(
      pairings.waiting.map(({ id, ask: { kind, device }, since, expiresAt }) => [
        id,
        defined<WaitingScreenFacts>({ kind, device, since, expiresAt }),
      ]),
    ),
  }
}

function pairingOf(pairing: Pairing | undefined): DeviceFacts['pairing'] {
  if (!pairing) return 'none'
  return pairing.revokedAt === undefined ? 'paired' : 'revoked'
}

type Loose<T> = { [K in keyof T]: T[K] | undefined }

/** Without the fields that are undefined, because a view holds none. */
const defined = <T extends object>(facts: Loose<T>): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T
