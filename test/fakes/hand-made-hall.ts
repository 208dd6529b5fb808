import type { Identity } from '../../server/access/authentication.ts'
import { DeviceRegistry } from '../../server/access/devices/device-registry.ts'
import { type DevicesDocument, noDevices } from '../../server/access/devices/devices.ts'
import { Pairings } from '../../server/access/devices/pairings.ts'
import type { Caller } from '../../server/access/permissions.ts'
import type { Clock } from '../../server/clock.ts'
import { type DeviceViews, openDeviceViews } from '../../server/web/live/devices/device-views.ts'

/** Parts for tests that put a hall's sockets together by hand. */

/** A store of devices in memory. */
export function devicesInMemory(data: DevicesDocument = noDevices) {
  const store = {
    data,
    async update(change: (now: DevicesDocument) => DevicesDocument): Promise<void> {
      store.data = change(store.data)
    },
  }
  return store
}

export const registryInMemory = (clock: Clock, data?: DevicesDocument): DeviceRegistry =>
  new DeviceRegistry(devicesInMemory(data), clock, (error) => {
    throw error
  })

/** No device is paired, and none is in the settings. */
export const viewsWithoutDevices = (clock: Clock): DeviceViews =>
  openDeviceViews({
    registry: registryInMemory(clock),
    pairings: new Pairings(clock),
    devices: () => [],
    clock,
    publicAddress: () => undefined,
    onRefused: () => undefined,
  })

/** The identity of a caller without a sign-in of a device. */
export const identityOf = (caller: Caller, session?: Identity['session']): Identity => ({
  session,
  device: undefined,
  address: '',
  isTrusted: false,
  caller: () => caller,
})

/** Nobody is hired and nothing is paired here. */
export const givesNothing = {
  give: (_order: unknown, _origin: unknown, reply: (answer: { ok: false; unknown: true }) => void) =>
    reply({ ok: false, unknown: true }),
}

/** No view outside of the heart is shown here. */
export const noOutsideViews = {
  paper: () => undefined,
  staff: () => undefined,
  devices: () => undefined,
  keys: () => undefined,
  maintenance: () => undefined,
}
