import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { typedId } from '../../../server/protocol/typed-label.ts'
import { useOutsideView } from '../../use-live-view.ts'
import type { SectionProps } from '../section-props.ts'
import { type Account, nextBadge } from './draft.ts'
import { PasswordDialog } from './password-dialog.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { PersonRow } from './person-row.tsx'

type Open = { person: string | undefined } | { password: string; badge: string }

/** The accounts of staff: who may sign in, and as what. */
export function People(props: SectionProps): JSX.Element {
  const { live, translations } = props
  const { t } = translations
  const staff = useOutsideView(live.client, 'staff')?.staff
  const [open, setOpen] = useState<Open>()
  const [wanted, setWanted] = useState('')
  if (!staff) return <p role="status">{t('connection.joining')}</p>
  const close = (): void => setOpen(undefined)
  const all = ordered(staff)
  const found = all.filter(([badge, { name }]) => isWanted(wanted, badge, name))
  return (
    <section class="section people" aria-labelledby="people">
      <header class="section-head">
        <h2 id="people">
          {t('section.people')} <span class="digits">{all.length}</span>
        </h2>
        <label class="field people-find">
          <span class="visually-hidden">{t('people.find')}</span>
          <input
            type="search"
            placeholder={t('people.find')}
            value={wanted}
            onInput={({ currentTarget }) => setWanted(currentTarget.value)}
          />
        </label>
        <button
          type="button"
          class="dialog-go"
          id="add-person"
          onClick={() => setOpen({ person: undefined })}
        >
          {t('people.add')}
        </button>
      </header>
      {all.length === 1 && <p class="section-due people-alone">{t('people.alone')}</p>}
      <ul class="entries">
        {found.map(([badge, account]) => (
          <PersonRow
            key={badge}
            {...{ badge, account, live, translations }}
            view={props.view}
            isMe={badge === props.me}
            open={() => setOpen({ person: badge })}
          />
        ))}
      </ul>
      {found.length === 0 && <p class="dialog-none">{t('people.none')}</p>}
      {open && 'person' in open && (
        <PersonDialog
          {...props}
          badge={open.person}
          proposal={open.person === undefined ? nextBadge(Object.keys(staff)) : undefined}
          account={open.person === undefined ? undefined : staff[open.person]}
          close={close}
          given={(badge, password) => setOpen({ badge, password })}
        />
      )}
      {open && 'password' in open && (
        <PasswordDialog
          {...{ translations, close }}
          badge={open.badge}
          account={staff[open.badge]}
          password={open.password}
        />
      )}
    </section>
  )
}

/** By badge number, disabled accounts last. */
const ordered = (staff: Readonly<Record<string, Account>>): [string, Account][] =>
  Object.entries(staff).sort(
    ([one, a], [other, b]) =>
      Number(a.isDisabled) - Number(b.isDisabled) || one.localeCompare(other, 'en', { numeric: true }),
  )

function isWanted(wanted: string, badge: string, name: string): boolean {
  const text = wanted.trim().toLowerCase()
  return badge.toLowerCase().includes(typedId(text)) || name.toLowerCase().includes(text)
}
