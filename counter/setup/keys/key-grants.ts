import type { keyCommands, keyViews } from '../../../server/protocol/access/key-grants.ts'
import type { SetupTranslations } from '../setup-translations.ts'

type Command = (typeof keyCommands)[number]
type View = (typeof keyViews)[number]

export const commandText = (command: string, t: SetupTranslations['t']): string =>
  t(`keys.command.${command as Command}`)
export const viewText = (view: string, t: SetupTranslations['t']): string => t(`keys.view.${view as View}`)

/** A grant of a key in words. */
export const grantText = (
  grant: string,
  { commands }: { commands: readonly string[] },
  t: SetupTranslations['t'],
): string => (commands.includes(grant) ? commandText(grant, t) : viewText(grant, t))
