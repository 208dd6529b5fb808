import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { inLanguage, languageName } from '../display/words/languages.ts'
import { keepsPreferences, type Preferences, themes } from './preferences.ts'
import { lockNow } from './sign-in/lock-state.ts'
import type { OwnPasskeys } from './sign-in/own-passkeys.tsx'
import { OwnPassword } from './sign-in/own-password.tsx'
import { OwnPin } from './sign-in/own-pin.tsx'
import { canHavePasskeys } from './sign-in/passkey.ts'
import type { Translations } from './translations.ts'

interface MenuProps {
  translations: Translations
  preferences: Preferences
  change: (wanted: Partial<Preferences>) => void
  /** The preferences that this page has. */
  switches: readonly ('large' | 'letters' | 'phrases')[]
  /** Actions that leave the page or the counter. */
  actions: readonly { label: string; act: () => void; disabled?: boolean }[]
}

const menuId = 'menu'

/**
 * Preferences, one's own proofs, and the actions that lock or leave the page. A disclosure, so that the console stays
 * usable.
 */
export function Menu({ translations, preferences, change, switches, actions }: MenuProps): JSX.Element {
  const { t } = translations
  const [open, setOpen, box] = useDisclosure()
  const [passkeys, passkeyDialog] = usePasskeys(translations)
  const [password, passwordDialog] = usePassword(translations)
  const [pin, pinDialog] = usePin(translations)
  const all = [password, pin, ...passkeys, lockOf(translations), ...actions]
  return (
    <div class="menu" ref={box}>
      <button type="button" class="menu-open" id={menuId} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('menu.open')}
      </button>
      {open && (
        <section class="menu-box" aria-label={t('menu.title')}>
          {translations.languages.length > 1 && (
            <Options
              title={t('menu.language')}
              options={translations.languages.map((tag) => ({
                id: tag,
                name: languageName(tag, translations.languages),
                ...inLanguage(tag),
              }))}
              chosen={translations.language}
              choose={(language) => change({ language })}
            />
          )}
          <Options
            title={t('menu.theme')}
            options={themes.map((theme) => ({ id: theme, name: t(`menu.theme-${theme}`) }))}
            chosen={preferences.theme}
            choose={(theme) => change({ theme })}
          />
          {switches.map((name) => (
            <button
              key={name}
              type="button"
              class="menu-switch"
              role="switch"
              aria-checked={preferences[name]}
              onClick={() => change({ [name]: !preferences[name] })}
            >
              <span>{t(`menu.${name}`)}</span>
              <span class="menu-knob" aria-hidden="true" />
            </button>
          ))}
          {!keepsPreferences && <p class="menu-note">{t('menu.nothing-kept')}</p>}
          <Actions actions={all} leave={() => setOpen(false)} />
        </section>
      )}
      {passkeyDialog}
      {passwordDialog}
      {pinDialog}
    </div>
  )
}

interface ActionsProps extends Pick<MenuProps, 'actions'> {
  leave: () => void
}

const Actions = ({ actions, leave }: ActionsProps): JSX.Element => (
  <div class="menu-actions">
    {actions.map(({ label, act, disabled }) => (
      <button
        key={label}
        type="button"
        class="row-key"
        aria-disabled={disabled === true}
        onClick={() => {
          if (disabled) return
          leave()
          act()
        }}
      >
        {label}
      </button>
    ))}
  </div>
)

interface OwnAction {
  readonly label: string
  readonly act: () => void
  readonly disabled: boolean
}

/** The action of one's own password, and its open dialog. */
function usePassword(translations: Translations): [OwnAction, JSX.Element | null] {
  const [isOpen, setIsOpen] = useState(false)
  return [
    { label: translations.t('password.title'), act: () => setIsOpen(true), disabled: false },
    isOpen ? <OwnPassword translations={translations} close={() => setIsOpen(false)} back={menuId} /> : null,
  ]
}

const lockOf = ({ t }: Translations): OwnAction => ({
  label: t('menu.lock'),
  act: () => void lockNow(),
  disabled: false,
})

/** The action of one's own PIN, and its open dialog. */
function usePin(translations: Translations): [OwnAction, JSX.Element | null] {
  const [isOpen, setIsOpen] = useState(false)
  return [
    { label: translations.t('pin.title'), act: () => setIsOpen(true), disabled: false },
    isOpen ? <OwnPin translations={translations} close={() => setIsOpen(false)} back={menuId} /> : null,
  ]
}

/** The action of one's own passkeys, where the browser can have any, and its open dialog, which is loaded then. */
function usePasskeys(translations: Translations): [OwnAction[], JSX.Element | null] {
  const [Loaded, setLoaded] = useState<{ readonly Dialog: typeof OwnPasskeys }>()
  if (!canHavePasskeys()) return [[], null]
  const act = (): void =>
    void import('./sign-in/own-passkeys.tsx').then(({ OwnPasskeys: Dialog }) => setLoaded({ Dialog }))
  const close = (): void => setLoaded(undefined)
  return [
    [{ label: translations.t('passkeys.title'), act, disabled: false }],
    Loaded ? <Loaded.Dialog {...{ translations, close }} back={menuId} /> : null,
  ]
}

/** State of a disclosure that Escape and a press outside of `box` close. */
function useDisclosure() {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!open) return undefined
    const leave = (event: Event): void => {
      const away =
        event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node)
      if (away) setOpen(false)
    }
    document.addEventListener('pointerdown', leave)
    document.addEventListener('keydown', leave)
    return () => {
      document.removeEventListener('pointerdown', leave)
      document.removeEventListener('keydown', leave)
    }
  }, [open])
  return [open, setOpen, box] as const
}

interface OptionsProps<Id extends string> {
  title: string
  options: readonly { id: Id; name: string; lang?: string; dir?: 'ltr' | 'rtl' }[]
  chosen: string
  choose: (id: Id) => void
}

function Options<Id extends string>({ title, options, chosen, choose }: OptionsProps<Id>): JSX.Element {
  return (
    <fieldset class="menu-options">
      <legend>{title}</legend>
      {options.map(({ id, name, lang, dir }) => (
        <button
          key={id}
          type="button"
          {...{ lang, dir }}
          aria-pressed={chosen === id}
          onClick={() => choose(id)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  )
}
