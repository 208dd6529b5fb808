import type { JSX, TargetedSubmitEvent } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { DialogFrame } from '../../dialog-frame.tsx'
import { AccountActions } from './account-actions.tsx'
import {
  type Account,
  badgeOf,
  type Draft,
  type Facts,
  type Fault,
  faultOf,
  faultyFields,
  fieldFault,
  newFacts,
  ownGrants,
} from './draft.ts'
import { FaultText } from './fault-text.tsx'
import type { PersonDialogProps } from './person-dialog-props.ts'
import { PersonFields } from './person-fields.tsx'

/** Adds an account, or changes one. Untouched fields follow what other administrators change meanwhile. */
export function PersonDialog(props: PersonDialogProps): JSX.Element {
  const { badge, account, live, translations, close, given } = props
  const { t } = translations
  const [draft, setDraft] = useState<Draft>({})
  const [typedBadge, setTypedBadge] = useState(props.proposal ?? '')
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [busy, setBusy] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const atFirst = useRef(account)
  const facts: Facts = { ...(account ?? newFacts), ...draft }
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [faults])

  const submit = async (event: TargetedSubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const newBadge = badge === undefined ? badgeOf(typedBadge) : undefined
    const faulty = faultyFields(facts, newBadge)
    setFaults(faulty.map(fieldFault))
    if (faulty.length > 0) return
    if (badge !== undefined && Object.keys(draft).length === 0) return close()
    setBusy(true)
    const { name, roles, skills, languages } = facts
    const skillGrants = ownGrants(skills, facts.skillGrants)
    const isGranting = draft.skillGrants !== undefined || draft.skills !== undefined
    const answer =
      newBadge === undefined
        ? await live.act('change-staff', {
            badge: badge!,
            ...draft,
            ...(isGranting && { skillGrants }),
          })
        : await live.act('add-staff', { badge: newBadge, name, roles, skills, skillGrants, languages })
    setBusy(false)
    const fault = faultOf(answer)
    if (fault) return setFaults([fault])
    if (newBadge !== undefined && answer.ok && 'password' in answer.result)
      return given(newBadge, answer.result.password)
    close()
  }

  return (
    <DialogFrame
      title={badge === undefined ? t('people.add') : (account?.name ?? badge)}
      {...(badge !== undefined && { step: t('people.badge', { badge }) })}
      close={close}
    >
      <form ref={form} class="person-form dialog-form dialog-long" onSubmit={submit} noValidate>
        <PersonFields
          {...{ facts, faults, translations }}
          view={props.view}
          meanwhile={account && changedMeanwhile(atFirst.current, account, draft)}
          badge={
            badge === undefined
              ? { typed: typedBadge, type: setTypedBadge, isProposed: props.proposal !== undefined }
              : undefined
          }
          change={(part) => setDraft((now) => ({ ...now, ...part }))}
        />
        <FaultText faults={faults} at="form" t={t} />
        <div class="dialog-keys">
          <button type="button" class="row-key" onClick={close}>
            {t('people.cancel')}
          </button>
          <button type="submit" class="dialog-go" aria-disabled={busy || !live.ready}>
            {t(badge === undefined ? 'people.add.go' : 'people.save')}
          </button>
        </div>
      </form>
      {badge !== undefined && account && <AccountActions {...props} badge={badge} account={account} />}
    </DialogFrame>
  )
}

/** The touched fields that somebody else has changed since the form was opened. */
function changedMeanwhile(former: Account | undefined, now: Account, draft: Draft): (keyof Facts)[] {
  return (Object.keys(draft) as (keyof Facts)[]).filter(
    (field) => former !== undefined && JSON.stringify(former[field]) !== JSON.stringify(now[field]),
  )
}
