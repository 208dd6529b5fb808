import type { CounterId, DeviceId } from '../../hall/ids.ts'
import type { DeviceKind } from '../../protocol/device-kinds.ts'
import type { DeviceRules } from '../audience.ts'

interface KnownDevice {
  readonly id: DeviceId
  readonly kind: DeviceKind
  readonly counter?: CounterId | undefined
}

interface DevicesInForce<Device extends KnownDevice> {
  readonly file: { readonly devices: readonly Device[] }
  /** Whether the device was removed from the settings. */
  hasLeft(device: DeviceId): boolean
}

/** Which devices the settings in force have; a demo takes any id for a kiosk. */
export function deviceRules<Device extends KnownDevice>(
  settings: DevicesInForce<Device>,
  isDemo: boolean,
): {
  inForce(): readonly Device[]
  isKnownDevice(device: DeviceId): boolean
  isKnownKiosk(device: DeviceId): boolean
  isKnownRatingDevice(device: DeviceId): boolean
  readonly devices: DeviceRules
} {
  const isKnown =
    (...wanted: DeviceKind[]) =>
    (device: DeviceId) =>
      settings.file.devices.some(({ id, kind }) => id === device && wanted.includes(kind))
  const isKnownKiosk = isKnown('kiosk')
  const isKnownRatingDevice = isKnown('rating')
  return {
    inForce: () => settings.file.devices,
    isKnownDevice: (device) => settings.file.devices.some(({ id }) => id === device),
    isKnownKiosk,
    isKnownRatingDevice,
    devices: {
      hasLeft: (device) => settings.hasLeft(device),
      isKiosk: (device) => isDemo || isKnownKiosk(device),
      followsCalls: isKnown('board', 'speaker'),
      standsElsewhere: (device, counter) =>
        settings.file.devices.some(
          (one) => one.id === device && one.kind === 'rating' && one.counter !== counter,
        ),
    },
  }
}
