import type { DeviceKind } from '../../../server/protocol/device-kinds.ts'
import { limits } from '../../limits.ts'
import type { SectionProps } from '../section-props.ts'
import { newKindOf } from './device-choice.tsx'
import { addDevice, nameOf, type Refused } from './device-commands.ts'

/** The fields of the form, as they were typed. */
export interface ApproveDraft {
  code: string
  /** The id of a device, or a new one of a kind. */
  choice: string
  name: string
  counter: string
}

type FaultyField = 'code' | 'name' | 'counter'

export const needsCounter = (kind: DeviceKind | undefined): boolean =>
  kind === 'window' || kind === 'rating' || kind === 'console'

/** The first field that is not as it should be. */
export function faultyField({ code, choice, name, counter }: ApproveDraft): FaultyField | undefined {
  const kind = newKindOf(choice)
  if (code.replace(/[^A-Za-z]/g, '').length !== 8) return 'code'
  if (kind !== undefined && nameOf(name, limits.deviceNameLength) === undefined) return 'name'
  return needsCounter(kind) && counter === '' ? 'counter' : undefined
}

/**
 * Approves the screen that shows the code. A new device enters the settings first, and `added` is called with its id, so
 * that another try takes the same one.
 */
export async function approveScreen(
  { act }: SectionProps['live'],
  { code, choice, name, counter }: ApproveDraft,
  { replace, added }: { replace: boolean; added: (id: string) => void },
): Promise<Refused | undefined> {
  const kind = newKindOf(choice)
  const given = nameOf(name, limits.deviceNameLength) ?? ''
  let device = choice
  if (kind !== undefined && kind !== 'print-agent') {
    const made = await addDevice(act, { kind, name: given, ...(needsCounter(kind) && { counter }) })
    if (!('id' in made)) return made
    device = made.id
    added(device)
  }
  const which = kind === 'print-agent' ? { name: given } : { device }
  const answer = await act('approve-device', { code, ...which, ...(replace && { replace }) })
  return answer.ok ? undefined : answer
}
