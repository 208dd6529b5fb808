import type { KeyEditor } from '../access/keys/key-editor.ts'
import { limits as accessLimits } from '../access/limits.ts'
import type { StaffEditor } from '../access/staff-editor.ts'
import { keyCommands, keyViews } from '../protocol/access/key-grants.ts'
import { wireLimits } from '../protocol/limits.ts'
import type { MaintenanceView } from '../protocol/messages.ts'
import type { DeviceViews } from './live/devices/device-views.ts'
import { OutsideChannel, type OutsideChannels } from './live/outside-channel.ts'
import type { PaperTray } from './live/paper-tray.ts'

interface OutsideSources {
  readonly accounts: StaffEditor
  readonly apiKeys: KeyEditor
  readonly deviceViews: DeviceViews
  readonly maintenance: { read(): MaintenanceView; listen(changed: () => void): void }
  /** The papers of virtual printers, while the hall has any. */
  readonly paper: () => PaperTray | undefined
}

/** The views outside of the hall's heart, each published when its source says that it changed. */
export function openOutsideChannels(sources: OutsideSources): OutsideChannels {
  const { accounts, apiKeys, deviceViews, paper } = sources
  const staff = new OutsideChannel<'staff'>(() => ({ staff: accounts.list() }))
  accounts.listen(() => staff.changed())
  const grants = { commands: [...keyCommands], views: [...keyViews], days: wireLimits.keyDays }
  const keys = new OutsideChannel<'keys'>(() => ({
    keys: apiKeys.list(),
    grants,
    perMinute: accessLimits.keyRequestsPerMinute,
  }))
  apiKeys.listen(() => keys.changed())
  const maintenance = new OutsideChannel<'maintenance'>(() => sources.maintenance.read())
  sources.maintenance.listen(() => maintenance.changed())
  return {
    paper: () => paper()?.channel,
    staff: () => staff,
    devices: () => deviceViews.channel,
    keys: () => keys,
    maintenance: () => maintenance,
  }
}
