import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Badge } from '../../server/hall/ids.ts'
import type { Lock as LockReason } from '../../server/protocol/messages.ts'
import { limits } from '../limits.ts'
import type { Translations } from '../translations.ts'
import { fetchSignIn, pageLock, type UnlockFault, unlock } from './lock-state.ts'
import { SignInForm } from './sign-in.tsx'
import { factsOf } from './sign-in-fault.ts'
import { fetchAs, keepTabSession, listenOpened, tabSession } from './tab-session.ts'
import { TicketForm } from './ticket-form.tsx'

interface LockProps {
  translations: Translations
  why: LockReason
  /** Called when the same person is back. */
  onUnlocked: () => void
}

/** A page, and over it the lock while it is locked. */
export function Locked({
  children,
  ...lock
}: Omit<LockProps, 'why'> & { children: ComponentChildren }): JSX.Element {
  const why = pageLock.value
  return (
    <>
      {children}
      {why && <Lock {...lock} why={why} />}
    </>
  )
}

/** How the page asks who is there. `over`: no PIN unlocks it any longer. */
type Asking = { by: 'pin' } | { by: 'password'; isOver?: boolean }

/**
 * The modal dialog over a locked page, which stays mounted below with all that was typed. The same person goes on; for
 * another one the page is loaded anew.
 */
function Lock({ translations, why, onUnlocked }: LockProps): JSX.Element {
  const { t } = translations
  const [former] = useState(tabSession)
  const [badge, setBadge] = useState(former?.badge)
  const [hasPin, setHasPin] = useState<boolean>()
  const [isElsewhere, setElsewhere] = useState(false)
  const [asking, setAsking] = useState<Asking>({ by: 'password' })
  const dialog = useModal()
  useEffect(() => {
    void fetchSignIn().then(({ locked, hasPin: isSet, hasPinElsewhere }) => {
      // The lock of this very press may still be on its way to the server.
      const byPin = locked ? (locked.pinTries ?? 0) > 0 : isSet === true
      if (locked) setBadge(locked.badge)
      setHasPin(byPin)
      setElsewhere((locked ?? { hasPinElsewhere }).hasPinElsewhere === true)
      if (byPin) setAsking({ by: 'pin' })
    })
  }, [])
  useLayoutEffect(() => dialog.current?.querySelector<HTMLElement>('[autofocus]')?.focus(), [asking, hasPin])

  const isBack = (): void => {
    pageLock.value = undefined
    onUnlocked()
  }
  useEffect(
    () =>
      listenOpened(() => {
        void fetchSignIn().then((found) => {
          if (found.badge === undefined) return
          if (badge === undefined || found.badge === badge) return isBack()
          // Another person signed in at the provider in place of the one who left this page.
          keepTabSession({ badge: found.badge, signIn: found.signIn })
          location.reload()
        })
      }),
    [badge],
  )
  const signedIn = async (who: Badge): Promise<void> => {
    if (who === badge) return isBack()
    // The person who left this page locked has lost it.
    if (former?.signIn !== undefined) await fetchAs('/api/session', { method: 'DELETE' }, former.signIn)
    location.reload()
  }
  const leads = [
    t(`lock.${why}`),
    ...(badge === undefined ? [] : [t('lock.kept', { badge })]),
    ...(isElsewhere && !hasPin ? [t('lock.elsewhere')] : []),
  ]
  const other = asking.by === 'pin' ? 'password' : 'pin'
  const change = hasPin && (
    <button type="button" class="row-key" onClick={() => setAsking({ by: other })}>
      {t(`lock.use-${other}`)}
    </button>
  )
  return (
    <dialog class="lock" ref={dialog} aria-label={t('lock.title')}>
      {hasPin !== undefined && asking.by === 'pin' && (
        <PinForm
          {...{ translations, badge, leads, change, isBack }}
          isOver={() => {
            setHasPin(false)
            setAsking({ by: 'password', isOver: true })
          }}
        />
      )}
      {hasPin !== undefined && asking.by === 'password' && (
        <SignInForm
          translations={translations}
          lock={{
            title: t('lock.title'),
            leads: asking.isOver ? [t('lock.over'), ...leads.slice(1)] : leads,
          }}
          badge={badge}
          change={change}
          onSignedIn={(who) => void signedIn(who)}
        />
      )}
    </dialog>
  )
}

/** A dialog that nobody can close, and the mark by which the page below hides what is personal. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const opened = dialog.current
    const before = document.activeElement
    const open = (): void => opened?.showModal()
    const stay = (event: Event): void => {
      if (!(event instanceof KeyboardEvent) || event.key === 'Escape') event.preventDefault()
    }
    open()
    document.documentElement.dataset.locked = ''
    // Escape would close the dialogs below too, because browsers group those that nobody opened by hand; without this key
    // a browser may still close a dialog without asking.
    addEventListener('keydown', stay, true)
    opened?.addEventListener('close', open)
    opened?.addEventListener('cancel', stay)
    return () => {
      removeEventListener('keydown', stay, true)
      opened?.removeEventListener('close', open)
      opened?.removeEventListener('cancel', stay)
      delete document.documentElement.dataset.locked
      opened?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return dialog
}

interface PinFormProps {
  translations: Translations
  badge: Badge | undefined
  leads: readonly string[]
  change: JSX.Element | false | undefined
  isBack: () => void
  isOver: () => void
}

function PinForm({ translations, badge, leads, change, isBack, isOver }: PinFormProps): JSX.Element {
  const { t } = translations
  const [fault, setFault] = useState<UnlockFault>()
  const [busy, setBusy] = useState(false)
  const submit = async (fields: FormData, form: HTMLFormElement): Promise<void> => {
    const pin = String(fields.get('pin') ?? '')
    if (!limits.pin.test(pin)) return setFault({ fault: 'incomplete' })
    setBusy(true)
    setFault(undefined)
    const failed = await unlock(pin)
    setBusy(false)
    if (!failed) return isBack()
    if (failed.fault === 'over') return isOver()
    setFault(failed)
    form.reset()
  }
  return (
    <TicketForm
      stub={badge}
      title={t('lock.title')}
      leads={leads}
      fields={
        <label>
          <span>{t('pin.title')}</span>
          <input
            name="pin"
            type="password"
            inputMode="numeric"
            autocomplete="off"
            maxLength={limits.pinLength}
            autofocus
            required
          />
        </label>
      }
      fault={fault && faultText(fault, translations)}
      go={t('lock.unlock')}
      busy={busy}
      submit={(fields, form) => void submit(fields, form)}
    >
      {change}
    </TicketForm>
  )
}

function faultText(fault: UnlockFault, { t }: Translations): string {
  if (fault.fault === 'wrong-pin') return t('lock.wrong', { n: fault.pinTries })
  if (fault.fault === 'incomplete') return t('lock.incomplete')
  if (fault.fault === 'over') return t('lock.over')
  return t(`sign-in.${fault.fault}`, factsOf(fault))
}
