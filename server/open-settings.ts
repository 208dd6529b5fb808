import type { Logger } from 'pino'
import type { DevicesFile } from './access/devices/devices.ts'
import type { OpenHall } from './data/open-hall.ts'
import { editorWithPlans } from './data/plans/due-plans.ts'
import type { SettingsEditor } from './data/settings-editor.ts'
import { SettingsFile } from './data/settings-file.ts'
import { proposals } from './data/templates/proposals.ts'
import { PrinterSearch } from './printing/printer-search.ts'
import { agentProblems } from './printing/printers.ts'
import { logoProblems } from './printing/slip-design.ts'
import { SlipPreview } from './printing/slip-preview.ts'

/** The ways by which the settings of a hall change, with what they need that lies outside of the hall. */

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

/** Sample tickets of drafts. */
export function openPreview({ fs, directory }: OpenHall, editor: SettingsEditor, now: () => number) {
  const preview = new SlipPreview({ fs, directory, now })
  return async ({ patch, ...about }: { patch: object; service: string; language: string }) => {
    const proposed = await editor.proposed({ patch: patch as Record<string, unknown> })
    return 'invalid' in proposed ? proposed : preview.draw(proposed, about)
  }
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

/** The answers that the first start of a hall needs of this machine. */
export function openFirstStart() {
  const printers = new PrinterSearch()
  return { proposals, searchPrinters: () => printers.search() }
}
