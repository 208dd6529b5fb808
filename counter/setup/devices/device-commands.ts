import type { DeviceKind } from '../../../server/protocol/device-kinds.ts'
import type { Answer } from '../../../server/protocol/messages.ts'
import { readableLine } from '../../../server/protocol/readable-text.ts'
import { deniedKey } from '../../denied-key.ts'
import { fetchAs } from '../../sign-in/tab-session.ts'
import type { LiveView } from '../../use-live-view.ts'
import type { SetupTranslations } from '../setup-translations.ts'

type Act = LiveView<'setup'>['act']
export type Refused = Extract<Answer, { ok: false }>

/** A device as `hall.json` has it; further fields are kept as they are. */
interface SettingsDevice {
  id: string
  kind: DeviceKind
  name: string
  counter?: string
}

interface SettingsDocument {
  version: number
  settings: { devices: SettingsDevice[] }
}

/** A list of devices by the one in force, or the reason why nothing was changed. */
async function changeDevices(
  act: Act,
  change: (devices: readonly SettingsDevice[]) => SettingsDevice[],
): Promise<Refused | undefined> {
  const found = await fetchAs('/api/settings')
  if (!found?.ok) return { ok: false, unknown: true }
  const { version, settings } = (await found.json()) as SettingsDocument
  const answer = await act('change-settings', {
    base: version,
    patch: { devices: change(settings.devices) },
  })
  return answer.ok ? undefined : answer
}

/** Adds a device to the settings; its id is the next free one of its kind. */
export async function addDevice(
  act: Act,
  facts: Omit<SettingsDevice, 'id'>,
): Promise<{ id: string } | Refused> {
  let id = ''
  const refused = await changeDevices(act, (devices) => {
    const taken = new Set(devices.map((device) => device.id))
    let n = 1
    while (taken.has(`${facts.kind}-${n}`)) n += 1
    id = `${facts.kind}-${n}`
    return [...devices, { id, ...facts }]
  })
  return refused ?? { id }
}

export const renameDevice = (act: Act, id: string, name: string): Promise<Refused | undefined> =>
  changeDevices(act, (devices) => devices.map((device) => (device.id === id ? { ...device, name } : device)))

/** The name as it will be shown; undefined when it is none. */
export function nameOf(typed: string, longest: number): string | undefined {
  const name = readableLine(typed)
  return name === '' || name.length > longest ? undefined : name
}

/** Why a command about a device was not done, in words. */
export function faultText(answer: Refused, t: SetupTranslations['t']): string {
  if ('refusal' in answer) return t(`refusal.${answer.refusal.reason}`)
  if ('invalid' in answer) return t('devices.fault.invalid', { problem: answer.invalid[0]?.problem ?? '' })
  return t('denied' in answer ? deniedKey(answer.denied, 'devices.fault.busy') : 'devices.fault.unknown')
}
