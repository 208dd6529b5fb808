import type { JSX, TargetedInputEvent } from 'preact'
import type { ServiceId } from '../../../server/hall/ids.ts'
import { limits } from '../../limits.ts'
import type { SetupTranslations } from '../setup-translations.ts'
import type { Facts } from './draft.ts'
import { faultId } from './fault-text.tsx'

interface SkillGrantsProps extends Pick<SetupTranslations, 't'> {
  skills: readonly { id: ServiceId; name: string }[]
  grants: NonNullable<Facts['skillGrants']>
  isInvalid: boolean
  change: (grants: NonNullable<Facts['skillGrants']>) => void
}

const fieldId = (skill: ServiceId, part: string): string => `grant-${skill}-${part}`

/** Of each skill that is named singly: since when, by which training and through which day. All may be left empty. */
export function SkillGrants({ skills, grants, isInvalid, change, t }: SkillGrantsProps): JSX.Element {
  const grantOf = (id: ServiceId) => (Object.hasOwn(grants, id) ? grants[id] : undefined) ?? { on: '' }
  return (
    <fieldset class="choices grants" aria-describedby={faultId('skillGrants')}>
      <legend>{t('people.field.skillGrants')}</legend>
      {skills.map(({ id, name }, place) => {
        const grant = grantOf(id)
        const own = (part: 'on' | 'training' | 'until') => ({
          id: fieldId(id, part),
          value: grant[part] ?? '',
          'aria-label': `${name}: ${t(`people.grant.${part}`)}`,
          'aria-invalid': isInvalid && place === 0 && part === 'on',
          onInput: ({ currentTarget }: TargetedInputEvent<HTMLInputElement>) =>
            change({ ...grants, [id]: { ...grant, [part]: currentTarget.value } }),
        })
        const field = (part: 'on' | 'training' | 'until') => (
          <div class="field">
            <label for={fieldId(id, part)}>{t(`people.grant.${part}`)}</label>
            {part === 'training' ? (
              <input {...own(part)} maxLength={limits.trainingLength} autocomplete="off" />
            ) : (
              <input {...own(part)} type="date" />
            )}
          </div>
        )
        return (
          <div key={id} class="grant">
            <b>{name}</b>
            {field('on')}
            {field('training')}
            {field('until')}
          </div>
        )
      })}
    </fieldset>
  )
}
