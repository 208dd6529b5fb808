import { join } from 'node:path'
import { staffSettings } from '../access/staff.ts'
import type { KeeperAnswer } from '../keeper/keeper-types.ts'
import { SettingsInUse } from './errors.ts'
import { settingsOf } from './hall-settings.ts'
import type { OpenHall } from './open-hall.ts'

/**
 * Brings the settings of `hall.json` and `staff.json` into force. Due time passes before an edit is refused, because
 * tickets of a day that is over depend on nothing. Throws `SettingsInUse`.
 */
export async function enterSettings(
  { directory, keeper, file, staff }: OpenHall,
  printerOfKiosk1?: string,
): Promise<void> {
  const settings = settingsOf(file, staffSettings(staff.data), printerOfKiosk1)
  const ask = (command: Parameters<typeof keeper.askAsKeeper>[0]) =>
    new Promise<KeeperAnswer>((resolve) => keeper.askAsKeeper(command, 'server', resolve))
  const change = () =>
    ask({ type: 'change-settings', body: { base: keeper.hall.settingsRecord.version, settings } })
  let answer = await change()
  if (isInUse(answer)) {
    await ask({ type: 'time-passed', body: {} })
    answer = await change()
  }
  if (isInUse(answer)) throw new SettingsInUse(join(directory, 'hall.json'), answer.refusal.inUse ?? [])
}

const isInUse = (answer: KeeperAnswer): answer is Extract<KeeperAnswer, { refusal: unknown }> =>
  'refusal' in answer && answer.refusal.reason === 'in-use'
