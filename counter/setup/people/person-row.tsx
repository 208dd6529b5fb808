import { Fragment, type JSX } from 'preact'
import { hallDay, hallMoment } from '../../../display/parts/hall-time.ts'
import { languageName } from '../../../display/words/languages.ts'
import { dotted } from '../../dotted.ts'
import type { SectionProps } from '../section-props.ts'
import type { Account } from './draft.ts'

interface PersonRowProps extends Pick<SectionProps, 'view' | 'live' | 'translations'> {
  badge: string
  account: Account
  isMe: boolean
  open: () => void
}

/** A long badge number is broken after its hyphens. */
const badgeParts = /[^-_]*[-_]|[^-_]+$/gu

/** One account, drawn as a ticket with its badge number on the stub. */
export function PersonRow({ badge, account, isMe, open, ...rest }: PersonRowProps): JSX.Element {
  const { name, roles, languages, isDisabled, isOneTime } = account
  const { t } = rest.translations
  return (
    <li class={isDisabled ? 'person person-disabled' : 'person'}>
      <button type="button" class="entry person-open" aria-haspopup="dialog" onClick={open}>
        <b class="digits entry-stub person-badge">
          <span>
            {badge.match(badgeParts)?.map((part, place) => (
              <Fragment key={place}>
                {part}
                <wbr />
              </Fragment>
            ))}
          </span>
        </b>
        <span class="entry-name">
          <bdi>{name}</bdi>
          {isMe && <span class="entry-id"> {t('people.me')}</span>}
        </span>
        <span class="person-roles">
          {dotted(
            roles.map((role) => t(`role.${role}`)),
            t,
          )}
        </span>
        <span class="person-skills">{skillsText(account, rest)}</span>
        <span class="person-languages">
          {dotted(
            languages.map((tag) => languageName(tag, rest.view.languages)),
            t,
          )}
        </span>
        <span class="entry-state person-state">
          {isDisabled ? t('people.disabled') : isOneTime ? t('people.one-time') : ''}
          {!isOneTime && <span class="person-seen">{seenText(account, rest)}</span>}
        </span>
      </button>
    </li>
  )
}

const seenText = (
  { seenAt }: Account,
  { view, live, translations: { t, language } }: Pick<SectionProps, 'view' | 'live' | 'translations'>,
): string =>
  seenAt === undefined
    ? t('people.seen.never')
    : t('people.seen', { time: hallMoment(seenAt, live.now(), view.timeZone, language) })

function skillsText(
  { roles, skills, skillGrants = {}, skillsEnded = [] }: Account,
  { view, translations: { t, text, language } }: Pick<SectionProps, 'view' | 'translations'>,
): string {
  if (!roles.includes('counter')) return ''
  if (skills === 'all') return t('people.skills.all')
  return dotted(
    skills.map((id) => {
      const skill = text(view.words.services[id]) || id
      const until = Object.hasOwn(skillGrants, id) ? skillGrants[id]?.until : undefined
      if (until === undefined) return skill
      const day = hallDay(Date.parse(`${until}T00:00Z`), 'UTC', language)
      return t(skillsEnded.includes(id) ? 'people.skill.ended' : 'people.skill.until', { skill, day })
    }),
    t,
  )
}
