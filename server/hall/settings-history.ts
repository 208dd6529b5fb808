import type { SettingsChange, SettingsRecord } from './hall.ts'
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

/** The names of what changed after a version; none when that is longer ago than the hall remembers. */
export function changedSince({ version, changes }: SettingsRecord, base: number): { changed?: string[] } {
  const since = changes.filter((change) => change.version > base)
  if (base > version || since.length < version - base) return {}
  return { changed: [...new Set(since.flatMap(({ touched }) => touched))] }
}
