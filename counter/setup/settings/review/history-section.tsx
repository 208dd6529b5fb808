import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { hallMoment } from '../../../../display/parts/hall-time.ts'
import { breakingLongWords } from '../../../../display/words/translator.ts'
import type { SettingsHistory } from '../../../../server/protocol/messages.ts'
import { dotted } from '../../../dotted.ts'
import { fetchAs } from '../../../sign-in/tab-session.ts'
import { differences } from '../draft/differences.ts'
import type { HallSettings } from '../draft/document.ts'
import type { FormProps } from '../form-props.ts'
import { Entry } from '../parts/entry.tsx'
import { FormSection } from '../parts/form-section.tsx'
import { whatText } from '../parts/setting-words.ts'
import { PlannedChanges } from './planned-changes.tsx'
import { Differences } from './review-dialog.tsx'
import { SettingsFileKeys } from './settings-file-keys.tsx'

type Change = SettingsHistory['changes'][number]

/** The history: who changed the settings and when. Earlier ones can be taken into the draft, and all of them from and to a file. */
export function HistorySection(props: FormProps): JSX.Element {
  const { settings, translations } = props
  const { t } = translations
  const [changes, setChanges] = useState<readonly Change[]>()
  const [isLost, setIsLost] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => {
    void fetchAs('/api/settings/history')
      .then((answer) => (answer?.ok ? answer.json() : undefined))
      .then((found: SettingsHistory | undefined) => {
        if (found) setChanges(found.changes)
        setIsLost(!found)
      })
      .catch(() => setIsLost(true))
  }, [settings.version])
  return (
    <FormSection
      id="history"
      title="section.history"
      lead="settings.lead.history"
      translations={translations}
    >
      <PlannedChanges {...props} />
      <SettingsFileKeys {...props} say={setSaid} />
      <p class="save-bar-said" role="status">
        {said}
      </p>
      {isLost && (
        <p class="dialog-fault" role="alert">
          ▲ {t('settings.unreachable')}
        </p>
      )}
      {changes?.length === 0 && <p class="dialog-none">{t('history.empty')}</p>}
      <ol class="settings-rows">
        {changes?.map((change) => (
          <ChangeRow
            key={change.version}
            {...props}
            change={change}
            restored={() => setSaid(t('history.restored', { n: change.version }))}
          />
        ))}
      </ol>
    </FormSection>
  )
}

/** A change may touch everything, as the first one does. */
const namesShown = 4
const namesInShort = (names: readonly string[]): readonly string[] => [
  ...names.slice(0, namesShown),
  ...(names.length > namesShown ? [`+ ${names.length - namesShown}`] : []),
]

interface ChangeRowProps extends FormProps {
  readonly change: Change
  readonly restored: () => void
}

/** One change: by whom, what it touched, and what differs from the settings in force. */
function ChangeRow({ change, restored, settings, translations, live, view }: ChangeRowProps): JSX.Element {
  const { t, language } = translations
  const { version, at, by, touched, isKept } = change
  const [former, setFormer] = useState<HallSettings>()
  const time =
    at === undefined ? t('history.by.unknown') : hallMoment(at, live.now(), view.timeZone, language)
  const badge = by?.startsWith('staff:') ? by.slice('staff:'.length) : undefined
  const isInForce = version === settings.version
  const load = (): void => {
    if (former || !isKept) return
    void fetchAs(`/api/settings/history/${version}`)
      .then((answer) => (answer?.ok ? answer.json() : undefined))
      .then((found: { settings: HallSettings } | undefined) => setFormer(found?.settings))
      .catch(() => {})
  }
  const names = touched
    .filter((one) => !one.startsWith('staff.'))
    .map((one) => whatText(one.split('.'), settings.base, translations))
  return (
    <li class="settings-row">
      <Entry isOpenAtFirst={false} onOpen={load}>
        <summary>
          <b class="settings-stub digits">{version}</b>
          <b class="settings-name">{dotted(namesInShort([...new Set(names)]), t)}</b>
          <span class="settings-fact">
            {at === undefined
              ? time
              : badge === undefined
                ? t('history.by.file', { time })
                : t('history.by', { time, badge: breakingLongWords(badge) })}
          </span>
        </summary>
        {former && !isInForce && (
          <>
            <Differences
              all={differences(settings.base, former)}
              between={[settings.base, former]}
              translations={translations}
            />
            <button
              type="button"
              class="row-key settings-add"
              onClick={() => {
                settings.take(former)
                restored()
              }}
            >
              {t('history.restore')}
            </button>
          </>
        )}
        {isInForce && <p class="setting-help">{t('history.same')}</p>}
      </Entry>
    </li>
  )
}
