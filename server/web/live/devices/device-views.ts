import type { OnRefused } from '../../../access/refused-attempts.ts'
import type { Clock } from '../../../clock.ts'
import { limits } from '../limits.ts'
import { OutsideChannel } from '../outside-channel.ts'
import { DevicePresence } from './device-presence.ts'
import { type DevicesSources, devicesView } from './devices-view.ts'
import { PairingDesk } from './pairing-desk.ts'

/** Everything of the sockets that concerns devices. */
export interface DeviceViews {
  /** The devices that are connected. */
  readonly presence: DevicePresence
  /** The view of an administrator. */
  readonly channel: OutsideChannel<'devices'>
  /** The screens that wait for their pairing. */
  readonly desk: PairingDesk
  /** Call after a change of the settings. */
  changed(): void
}

export function openDeviceViews({
  publicAddress,
  onRefused,
  clock,
  ...given
}: Omit<DevicesSources, 'presence'> & {
  readonly clock: Clock
  /** The public address of the hall, if it has one. */
  readonly publicAddress: () => string | undefined
  readonly onRefused: OnRefused
}): DeviceViews {
  const presence = new DevicePresence()
  const { registry, pairings } = given
  const channel = new OutsideChannel<'devices'>(() => devicesView({ ...given, presence }))
  let isDue = false
  // Changes are gathered, because after a start all devices connect at once.
  const changed = (): void => {
    if (isDue) return
    isDue = true
    clock.after(limits.devicesFrameMs, () => {
      isDue = false
      channel.changed()
    })
  }
  registry.listen(changed)
  pairings.listen(changed)
  presence.listen(({ device, isPaired }) => {
    if (isPaired) registry.seen(device)
    changed()
  })
  return { presence, channel, desk: new PairingDesk(pairings, publicAddress, onRefused), changed }
}
