import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { KeysView } from '../../../server/protocol/messages.ts'
import { dotted } from '../../dotted.ts'
import { useOutsideView } from '../../use-live-view.ts'
import { dayText, momentText } from '../devices/device-words.ts'
import type { SectionProps } from '../section-props.ts'
import { KeyDialog } from './key-dialog.tsx'
import { grantText } from './key-grants.ts'
import { SecretDialog } from './secret-dialog.tsx'

type KeyFacts = KeysView['keys'][string]
type Open = { key: string | undefined } | { secret: string; name: string }

/** The API keys of other programs: what each may do, until when, and when it was last used. */
export function Keys(props: SectionProps): JSX.Element {
  const { live, translations } = props
  const { t } = translations
  const shown = useOutsideView(live.client, 'keys')
  const [open, setOpen] = useState<Open>()
  if (!shown) return <p role="status">{t('connection.joining')}</p>
  const all = Object.entries(shown.keys).sort(([, one], [, other]) => other.addedAt - one.addedAt)
  const close = (): void => setOpen(undefined)
  return (
    <section class="section" aria-labelledby="keys">
      <header class="section-head">
        <h2 id="keys">
          {t('section.keys')} <span class="digits">{all.length}</span>
        </h2>
        <p>{t('keys.lead', { n: shown.perMinute })}</p>
        <button type="button" class="dialog-go" id="add-key" onClick={() => setOpen({ key: undefined })}>
          {t('keys.add')}
        </button>
      </header>
      <ul class="entries">
        {all.map(([id, facts]) => (
          <KeyRow key={id} {...props} id={id} facts={facts} open={() => setOpen({ key: id })} />
        ))}
      </ul>
      {all.length === 0 && <p class="dialog-none">{t('keys.none')}</p>}
      {open && 'key' in open && (
        <KeyDialog
          {...props}
          grants={shown.grants}
          id={open.key}
          facts={open.key === undefined ? undefined : shown.keys[open.key]}
          close={close}
          added={(secret, name) => setOpen({ secret, name })}
        />
      )}
      {open && 'secret' in open && <SecretDialog {...{ translations, close }} {...open} />}
    </section>
  )
}

interface KeyRowProps extends SectionProps {
  id: string
  facts: KeyFacts
  open: () => void
}

function KeyRow({ id, facts, open, ...says }: KeyRowProps): JSX.Element {
  const { t } = says.translations
  const isOver = facts.until <= says.live.now()
  const by = facts.addedBy?.replace(/^staff:/u, '')
  const added = { time: dayText(facts.addedAt, says), badge: by ?? '' }
  return (
    <li class={isOver ? 'key key-over' : 'key'}>
      <button type="button" class="entry key-open" aria-haspopup="dialog" onClick={open}>
        <span class="entry-name">
          <bdi>{facts.name}</bdi> <span class="digits entry-id">{id}</span>
        </span>
        <span class="key-grants">
          {dotted(
            [...facts.commands, ...facts.views].map((grant) => grantText(grant, facts, t)),
            t,
          )}
        </span>
        <span>{by === undefined ? t('keys.added', added) : t('keys.added-by', added)}</span>
        <span>
          {facts.usedAt === undefined
            ? t('keys.unused')
            : t('keys.used', { time: momentText(facts.usedAt, says) })}
        </span>
        <span class="key-end">
          {t(isOver ? 'keys.ended' : 'keys.until', { time: dayText(facts.until, says) })}
        </span>
      </button>
    </li>
  )
}
