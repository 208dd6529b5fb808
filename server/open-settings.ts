import type { Logger } from 'pino'
import type { DevicesFile } from './access/devices/devices.ts'
import type { OpenHall } from './data/open-hall.ts'
import { editorWithPlans } from './data/plans/due-plans.ts'
import type { SettingsEditor } from './data/settings-editor.ts'
import { SettingsFile } from './data/settings-file.ts'
import { agentProblems } from './printing/printers.ts'
import { logoProblems } from './printing/slip-design.ts'

/** Both ways by which the settings of a hall change, with the checks that need what lies outside of the hall. */

interface SettingsSources {
  readonly flags: { readonly printer?: string }
  readonly data: OpenHall
  readonly devices: DevicesFile
  readonly log: Logger
}

/** The file, for edits by hand. */
export function openSettingsFile({ flags, data, log }: SettingsSources): SettingsFile {
  return new SettingsFile({
    hall: data,
    printerOfKiosk1: flags.printer,
    checks: [(file) => logoProblems(data.fs, data.directory, file)],
    report: (message, error) => log.error({ err: error }, message),
  })
}

/** Changes that people give on pages and over HTTP, at once or at a moment. */
export function openEditor({ flags, data, devices }: SettingsSources): SettingsEditor {
  return editorWithPlans({
    keeper: data.keeper,
    staff: data.staff,
    printerOfKiosk1: flags.printer,
    checks: [
      async (file) => agentProblems(file, devices.data),
      (file) => logoProblems(data.fs, data.directory, file),
    ],
  })
}
