import type { JSX } from 'preact'
import { type FormPath, settingsForm } from '../../../../server/protocol/settings/form.ts'
import { type HallSettings, valueAt, withValue } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'

/** The settings as one file: written for download, or read into the draft. */
export function SettingsFileKeys({
  settings,
  translations,
  say,
}: FormProps & { say: (text: string) => void }): JSX.Element {
  const { t } = translations
  const { base } = settings
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const found = settingsIn(await file.text(), settings)
    if (found) settings.take(found)
    say(found ? t('history.imported') : `▲ ${t('history.import.fault')}`)
  }
  const write = (): void => {
    const blob = new Blob([`${JSON.stringify(base, undefined, 2)}\n`], { type: 'application/json' })
    const link = document.createElement('a')
    link.href = URL.createObjectURL(blob)
    link.download = `${base.id}-${settings.version}.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <fieldset class="settings-sheet settings-file">
      <legend>{t('history.file')}</legend>
      <button type="button" class="row-key" onClick={write}>
        {t('history.export')}
      </button>
      <label class="row-key settings-import">
        {t('history.import')}
        <input
          type="file"
          accept=".json,application/json"
          onChange={({ currentTarget }) => {
            void read(currentTarget.files?.[0])
            currentTarget.value = ''
          }}
        />
      </label>
    </fieldset>
  )
}

/** Settings out of a file, with the usual values of what it leaves out; the hall keeps its id. Undefined: none. */
function settingsIn(text: string, { base, limits }: FormProps['settings']): HallSettings | undefined {
  let found: unknown
  try {
    found = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch {
    return undefined
  }
  const parts = ['services', 'counters', 'profiles', 'name']
  if (valueAt(found, ['format']) !== 1) return undefined
  if (parts.some((part) => typeof valueAt(found, [part]) !== 'object')) return undefined
  const usual = (Object.keys(settingsForm) as FormPath[]).filter((form) => !form.includes('*'))
  const { $schema: _, ...whole } = usual.reduce((all, form) => {
    const path = form.split('.')
    const { default: preset } = limits[form]
    // A field that both leave out has its usual value in both.
    const isGone = valueAt(all, path) === undefined && valueAt(base, path) !== undefined
    return isGone && preset !== undefined ? withValue(all, path, preset) : all
  }, found as HallSettings)
  return { ...(whole as HallSettings), id: base.id }
}
