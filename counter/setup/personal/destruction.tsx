import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { faultText } from '../devices/device-commands.ts'
import type { SectionProps } from '../section-props.ts'
import type { PersonalPurpose } from './personal-query.ts'

/** The words of one ticket, or all of a purpose before a business day. */
type DestroyedWords =
  | { readonly day: string; readonly label: string }
  | { readonly purpose: PersonalPurpose; readonly before: string }

/** Words that can be destroyed, with the question about them; or the reason why there are none. */
export type Found = { readonly order: DestroyedWords; readonly question: string } | { readonly fault: string }

interface DestructionProps extends SectionProps {
  /** Id of its title. */
  id: string
  title: string
  /** The text of the key that looks first. */
  look: string
  /** Looks for what the fields name. */
  find: () => Found | Promise<Found>
  done: (texts: number) => void
  /** The fields. */
  children: ComponentChildren
}

/** A form by which words are destroyed: it looks first, asks, and then destroys. */
export function Destruction(props: DestructionProps): JSX.Element {
  const { id, title, look, find, done, live, translations, children } = props
  const { t } = translations
  const [found, setFound] = useState<Found>()
  const destroy = async (order: DestroyedWords): Promise<void> => {
    if (!live.ready) return
    const answer = await live.act('destroy-words', order)
    setFound(answer.ok ? undefined : { fault: faultText(answer, t) })
    if (answer.ok) done(answer.result.texts)
  }
  return (
    <section class="section-card" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <form
        class="section-form"
        onSubmit={(event) => {
          event.preventDefault()
          setFound(undefined)
          void Promise.resolve(find()).then(setFound)
        }}
      >
        {children}
        <div class="section-keys">
          <button type="submit" class="row-key">
            {look}
          </button>
        </div>
      </form>
      {found && 'fault' in found && (
        <p class="dialog-fault" role="alert">
          ▲ {found.fault}
        </p>
      )}
      {found && 'order' in found && (
        <div class="dialog-asked" role="alert">
          <p>{found.question}</p>
          <div class="section-keys">
            <button type="button" class="row-key" onClick={() => setFound(undefined)}>
              {t('personal.cancel')}
            </button>
            <button type="button" class="dialog-go dialog-sure" onClick={() => void destroy(found.order)}>
              {t('personal.destroy')}
            </button>
          </div>
        </div>
      )}
    </section>
  )
}
