import type { SettingsChange } from './hall.ts'
import { limits } from './limits.ts'
import { type Settings, type SettingsSections, sectionsBefore } from './settings.ts'

/** The sections before a change, for its place in the history; none before the first settings. */
export const formerOf = (
  settings: Settings | undefined,
  sections: SettingsSections,
): { former?: SettingsSections } => (settings ? { former: sectionsBefore(settings, sections) } : {})

/** The latest changes; the oldest of them without their former sections where these are large. */
export function keptChanges(changes: readonly SettingsChange[]): SettingsChange[] {
  let length = 0
  const kept = changes.slice(-limits.settingsChangesKept).reverse()
  return kept
    .map(({ former, ...change }) => {
      length += former ? JSON.stringify(former).length : 0
      return former && length <= limits.settingsFormerLength ? { ...change, former } : change
    })
    .reverse()
}
