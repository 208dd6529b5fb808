import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { inLanguage, languageName } from '../display/words/languages.ts'
import { type Preferences, themes } from './preferences.ts'
import type { Translations } from './translations.ts'

export interface MenuProps {
  translations: Translations
  preferences: Preferences
  change: (wanted: Partial<Preferences>) => void
  /** Switches of the console alone; a page without them leaves them out. */
  switches: readonly ('large' | 'letters' | 'phrases')[]
  /** Ways out: label, act, and whether it may be pressed now. */
  ways: readonly { label: string; act: () => void; rests?: boolean }[]
}

/** Language, look, text size, shortcuts, and the ways out: a disclosure, no dialog. */
export function Menu({ translations, preferences, change, switches, ways }: MenuProps): JSX.Element {
  const { t } = translations
  const [open, setOpen, box] = useDisclosure()
  return (
    <div class="menu" ref={box}>
      <button type="button" class="menu-open" aria-expanded={open} onClick={() => setOpen(!open)}>
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
          <div class="menu-ways">
            {ways.map(({ label, act, rests }) => (
              <button
                key={label}
                type="button"
                class="row-key"
                aria-disabled={rests === true}
                onClick={() => {
                  if (rests) return
                  setOpen(false)
                  act()
                }}
              >
                {label}
              </button>
            ))}
          </div>
        </section>
      )}
    </div>
  )
}

/** Open until Escape or a press outside of `box`. */
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
