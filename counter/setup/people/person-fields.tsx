import type { JSX } from 'preact'
import { languageName } from '../../../display/words/languages.ts'
import { roles as allRoles, type Role } from '../../../server/hall/ids.ts'
import { limits } from '../../limits.ts'
import type { SectionProps } from '../section-props.ts'
import { Choices } from './choices.tsx'
import type { Draft, Facts, Fault, Field } from './draft.ts'
import { FaultText, faultId } from './fault-text.tsx'
import { SkillGrants } from './skill-grants.tsx'

interface PersonFieldsProps extends Pick<SectionProps, 'view' | 'translations'> {
  facts: Facts
  faults: readonly Fault[]
  /** Touched fields that somebody else has changed. */
  meanwhile: readonly Field[] | undefined
  /** The field of the badge number, for a new account. `isProposed`: a number stood in it at first. */
  badge: { typed: string; type: (text: string) => void; isProposed: boolean } | undefined
  change: (part: Draft) => void
}

/** The facts of an account. */
export function PersonFields(props: PersonFieldsProps): JSX.Element {
  const { facts, view, translations, badge, change } = props
  const { t, text } = translations
  const languages = [...new Set([...view.languages, ...facts.languages])]
  const services = Object.entries(view.words.services)
  return (
    <>
      {badge && (
        <TextField
          {...props}
          at="badge"
          value={badge.typed}
          length={limits.badgeLength}
          type={badge.type}
          inputMode="numeric"
        />
      )}
      <TextField
        {...props}
        at="name"
        value={facts.name}
        length={limits.personNameLength}
        autofocus={badge?.isProposed ?? false}
        type={(name) => change({ name })}
      />
      <Choices
        title={t('people.field.roles')}
        options={allRoles.map((role) => ({
          id: role,
          name: t(`role.${role}`),
          more: t(`role.${role}.more`),
        }))}
        chosen={facts.roles}
        choose={(roles) => change({ roles: roles as Role[] })}
        describedBy={faultId('roles')}
        isInvalid={isFaulty(props, 'roles')}
      />
      <Notes {...props} at="roles" />
      {facts.roles.includes('counter') && (
        <>
          <Choices
            title={t('people.field.skills')}
            options={[
              { id: everyService, name: t('people.skills.all') },
              ...services.map(([id, name]) => ({ id, name: text(name) || id })),
            ]}
            chosen={facts.skills === 'all' ? [everyService] : facts.skills}
            choose={(chosen) => change({ skills: skillsOf(facts.skills, chosen) })}
            describedBy={faultId('skills')}
            isInvalid={isFaulty(props, 'skills')}
          />
          <Notes {...props} at="skills" />
          <OwnGrants {...props} />
          <Notes {...props} at="skillGrants" />
        </>
      )}
      <Choices
        title={t('people.field.languages')}
        options={languages.map((tag) => ({ id: tag, name: languageName(tag, languages) }))}
        chosen={facts.languages}
        choose={(chosen) => change({ languages: [...chosen] })}
      />
      <Notes {...props} at="languages" />
    </>
  )
}

/** Of skills that are named singly. */
function OwnGrants(props: PersonFieldsProps): JSX.Element | null {
  const { facts, view, translations, change } = props
  if (facts.skills === 'all' || facts.skills.length === 0) return null
  return (
    <SkillGrants
      skills={facts.skills.map((id) => ({ id, name: translations.text(view.words.services[id]) || id }))}
      grants={facts.skillGrants ?? {}}
      isInvalid={isFaulty(props, 'skillGrants')}
      change={(skillGrants) => change({ skillGrants })}
      t={translations.t}
    />
  )
}

/** The option for all services, an id that no service has. */
const everyService = '*'

/** All services and single ones exclude each other: the option pressed last holds. */
const skillsOf = (before: Facts['skills'], chosen: readonly string[]): Facts['skills'] =>
  chosen.includes(everyService) && before !== 'all' ? 'all' : chosen.filter((id) => id !== everyService)

const isFaulty = ({ faults }: PersonFieldsProps, at: Field): boolean => faults.some((one) => one.at === at)

/** The fault of a field, and that somebody else has changed it. */
function Notes(props: PersonFieldsProps & { at: Field }): JSX.Element {
  const { at, faults, meanwhile, translations } = props
  return (
    <>
      <FaultText {...{ faults, at }} t={translations.t} />
      {meanwhile?.includes(at) && (
        <p class="section-late person-meanwhile" role="status">
          {translations.t('people.meanwhile')}
        </p>
      )}
    </>
  )
}

interface TextFieldProps extends PersonFieldsProps {
  at: 'badge' | 'name'
  value: string
  length: number
  type: (text: string) => void
  inputMode?: 'numeric'
  /** When the dialog opens. */
  autofocus?: boolean
}

function TextField(props: TextFieldProps): JSX.Element {
  const { at, value, length, type, inputMode, autofocus } = props
  return (
    <div class="field">
      <label for={`person-${at}`}>{props.translations.t(`people.field.${at}`)}</label>
      <input
        id={`person-${at}`}
        value={value}
        maxLength={length}
        inputMode={inputMode}
        autocomplete="off"
        autofocus={autofocus}
        aria-invalid={isFaulty(props, at)}
        aria-describedby={faultId(at)}
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      <Notes {...props} at={at} />
    </div>
  )
}
