import type { JSX } from 'preact'
import { type ReasonKind, usualReasons } from '../../../server/hall/ids.ts'
import { freeId, moved } from './draft/document.ts'
import type { FormProps } from './form-props.ts'
import { FormSection } from './parts/form-section.tsx'
import { ReasonRow } from './parts/reason-row.tsx'

const kinds: readonly ReasonKind[] = ['pause', 'hold', 'rating']

/** The reasons that may be given to pause, to hold, and with a rating. */
export function ReasonsSection(props: FormProps): JSX.Element {
  const { settings, translations } = props
  const { t } = translations
  return (
    <FormSection
      id="reasons"
      title="section.reasons"
      lead="settings.lead.reasons"
      translations={translations}
    >
      {kinds.map((kind) => {
        const list = settings.draft.reasons[kind]
        const missing = usualReasons[kind].find((id) => !Object.hasOwn(list, id))
        return (
          <fieldset class="settings-sheet" key={kind} id={`field-reasons-${kind}`}>
            <legend>{t(`field.reasons.${kind}`)}</legend>
            <p class="setting-help">{t(`help.reasons.${kind}`)}</p>
            <ul class="settings-rows">
              {Object.keys(list).map((id, at, all) => (
                <ReasonRow
                  key={id}
                  {...props}
                  kind={kind}
                  id={id}
                  place={at}
                  count={all.length}
                  move={(to) => settings.set(['reasons', kind], moved(list, id, to))}
                />
              ))}
            </ul>
            <button
              type="button"
              class="row-key settings-add"
              onClick={() => settings.set(['reasons', kind, missing ?? freeId(list, `${kind}-`)], {})}
            >
              {t('reasons.add')}
            </button>
          </fieldset>
        )
      })}
    </FormSection>
  )
}
