import type { JSX } from 'preact'
import { directionOf } from '../../../display/words/languages.ts'
import { isolated } from '../../../display/words/translator.ts'
import { diff } from '../../../server/protocol/merge-patch.ts'
import type { HallSettings } from '../settings/draft/document.ts'
import type { FormProps } from '../settings/form-props.ts'
import type { HallKind, Proposals } from './use-proposals.ts'

interface ServicesStepProps extends FormProps {
  readonly proposals: Proposals | undefined
}

const parts = ['services', 'groups', 'profiles', 'counters'] as const
type Parts = Partial<Pick<HallSettings, (typeof parts)[number]>>

const partsOf = (from: Parts): Parts => Object.fromEntries(parts.map((part) => [part, from[part]])) as Parts

const isOfKind = (settings: HallSettings, kind: HallKind): boolean =>
  diff(partsOf(settings), partsOf(kind)) === undefined

/** The kinds of halls to begin from. A kind brings services, counters and profiles; name and hours stay as they are. */
export function ServicesStep({ proposals, settings, translations }: ServicesStepProps): JSX.Element {
  const { t } = translations
  if (!proposals) return <p role="status">{t('connection.joining')}</p>
  const kinds = Object.entries(proposals.templates)
  const chosen = kinds.find(([, kind]) => isOfKind(settings.draft, kind))?.[0]
  const isOfBase = kinds.some(([, kind]) => isOfKind(settings.base, kind))
  return (
    <fieldset class="first-kinds">
      <legend class="visually-hidden">{t('guide.kinds')}</legend>
      {!isOfBase && (
        <Kind
          {...{ translations }}
          name={t('guide.kind.own')}
          kind={settings.base}
          isChosen={chosen === undefined}
          choose={() =>
            settings.take({ ...settings.draft, ...partsOf(settings.base), template: settings.base.template })
          }
        />
      )}
      {kinds.map(([name, kind]) => (
        <Kind
          key={name}
          {...{ translations, kind }}
          name={translations.text(kind.name)}
          isChosen={name === chosen}
          choose={() => settings.take({ ...settings.draft, ...partsOf(kind), template: name })}
        />
      ))}
    </fieldset>
  )
}

interface KindProps extends Pick<FormProps, 'translations'> {
  readonly name: string
  readonly kind: Pick<HallSettings, 'services' | 'counters'>
  readonly isChosen: boolean
  readonly choose: () => void
}

/** Names that are listed of a kind; the others are counted. */
const namesShown = 4

/** A kind of hall with its services, drawn as a ticket that is chosen. */
function Kind({ name, kind, isChosen, choose, translations: { t, text } }: KindProps): JSX.Element {
  const services = Object.entries(kind.services)
  const names = services.slice(0, namesShown).map(([id, { name: texts }]) => text(texts) || id)
  const further = services.length - names.length
  return (
    <label class="first-kind">
      <input type="radio" name="kind" checked={isChosen} onChange={choose} />
      <b>{name}</b>
      <span class="first-kind-size">
        {t('guide.kind.size', { services: services.length, counters: Object.keys(kind.counters).length })}
      </span>
      <span class="first-kind-names">
        {names.map((name) => isolated(name, directionOf(t.language))).join(t('guide.and'))}
        {further > 0 && t('guide.further')}
      </span>
    </label>
  )
}
