import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type Account, type Fault, faultOf } from './draft.ts'
import { FaultText } from './fault-text.tsx'
import type { PersonDialogProps } from './person-dialog-props.ts'

type Action = 'reset' | 'disable' | { passkey: string }

/** Password and validity of an account. Each needs a second press, because it ends all sign-ins of the account. */
export function AccountActions(
  props: PersonDialogProps & { badge: string; account: Account },
): JSX.Element | null {
  const { badge, account, live, translations, close, given, me } = props
  const { t } = translations
  const [asked, setAsked] = useState<Action>()
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const act = async (action: Action | 'enable'): Promise<void> => {
    if (!live.ready) return
    setAsked(undefined)
    if (action === 'reset') {
      const answer = await live.act('reset-password', { badge })
      if (answer.ok) return given(badge, answer.result.password)
      return setFaults(formFaults(faultOf(answer)))
    }
    const answer =
      typeof action === 'object'
        ? await live.act('remove-passkey', { badge, passkey: action.passkey })
        : await live.act(`${action}-staff`, { badge })
    if (answer.ok) close()
    else setFaults(formFaults(faultOf(answer)))
  }
  const passkeys = Object.entries(account.passkeys ?? {})
  const kind = typeof asked === 'object' ? 'passkey' : (asked ?? 'reset')
  const label = (typeof asked === 'object' && account.passkeys?.[asked.passkey]?.label) || ''
  if (badge === me) return <p class="dialog-part person-own">{t('people.own')}</p>
  return (
    <section class="dialog-part person-actions" aria-label={t('people.account')}>
      {asked === undefined ? (
        <div class="dialog-keys">
          <button type="button" class="row-key" onClick={() => setAsked('reset')}>
            {t('people.reset')}
          </button>
          {account.isDisabled ? (
            <button type="button" class="row-key" onClick={() => void act('enable')}>
              {t('people.enable')}
            </button>
          ) : (
            <button type="button" class="row-key" onClick={() => setAsked('disable')}>
              {t('people.disable')}
            </button>
          )}
          {passkeys.map(([id, { label }]) => (
            <button key={id} type="button" class="row-key" onClick={() => setAsked({ passkey: id })}>
              {t('people.passkey', { label })}
            </button>
          ))}
        </div>
      ) : (
        <div class="dialog-asked" role="alert">
          <p>{t(`people.${kind}.ask`, { name: account.name, label })}</p>
          <div class="dialog-keys">
            <button type="button" class="row-key" onClick={() => setAsked(undefined)}>
              {t('people.cancel')}
            </button>
            <button type="button" class="dialog-go dialog-sure" onClick={() => void act(asked)}>
              {t(`people.${kind}`, { label })}
            </button>
          </div>
        </div>
      )}
      <FaultText faults={faults} at="form" t={t} />
    </section>
  )
}

/** Faults of an action stand below it, whatever field they name. */
const formFaults = (fault: Fault | undefined): Fault[] => {
  if (!fault || fault.at === 'form') return fault ? [fault] : []
  return [fault.key === 'refusal.last-administrator' ? { at: 'form', refusal: 'last-administrator' } : fault]
}
