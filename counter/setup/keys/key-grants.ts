import type { RecordKind } from '../../../server/protocol/maintenance/record-kinds.ts'
import type { SetupTranslations } from '../setup-translations.ts'

type View = 'kiosk' | 'board' | 'window' | 'counter' | 'manager'

export const commandText = (command: string, t: SetupTranslations['t']): string =>
  t(`kind.${command as RecordKind}`)
export const viewText = (view: string, t: SetupTranslations['t']): string => t(`keys.view.${view as View}`)

/** A grant of a key in words. */
export const grantText = (
  grant: string,
  { commands }: { commands: readonly string[] },
  t: SetupTranslations['t'],
): string => (commands.includes(grant) ? commandText(grant, t) : viewText(grant, t))
