import type { JSX } from 'preact'
import { withoutService } from '../draft/document.ts'
import { Field } from '../fields/field.tsx'
import type { FormProps } from '../form-props.ts'
import { Doubts } from '../parts/doubts.tsx'
import { Entry } from '../parts/entry.tsx'
import { faultText } from '../parts/fault-words.ts'
import { Moves } from '../parts/moves.tsx'

interface ServiceRowProps extends FormProps {
  readonly id: string
  readonly isOpen: boolean
  /** Its place in the menu, of `count`. */
  readonly place: number
  readonly count: number
  readonly move: (to: number) => void
}

/** One service as a ticket with its letters on the stub; it opens to its fields. */
export function ServiceRow(props: ServiceRowProps): JSX.Element {
  const { id, isOpen, place, count, move, ...form } = props
  const { settings, translations } = form
  const { t, text } = translations
  const service = settings.draft.services[id]!
  const name = text(service.name) || t('services.new')
  const groups = settings.draft.groups ?? {}
  const group = service.group === undefined ? '' : text(groups[service.group]) || service.group
  const isFaulty = settings.faults.some(({ path }) => path[0] === 'services' && path[1] === id)
  const own = settings.faults.find(({ path }) => path.join('.') === `services.${id}`)
  const at = (...field: string[]): string[] => ['services', id, ...field]
  return (
    <li class="settings-row" data-faulty={isFaulty} data-off={service.hidden === true}>
      <Entry isOpenAtFirst={isOpen || own !== undefined} id={`field-services-${id}`}>
        <summary>
          <b class="settings-stub digits">{service.prefix}</b>
          <b class="settings-name">{name}</b>
          <span class="settings-fact">{group}</span>
          <span class="settings-fact">{service.hidden ? t('services.off') : ''}</span>
        </summary>
        {own && <p class="dialog-problem">▲ {faultText(own, settings.draft, translations)}</p>}
        <Doubts path={at()} settings={settings} translations={translations} />
        <Field {...form} path={at('name')} />
        <Field {...form} path={at('prefix')} />
        {/^[A-Z]{1,3}$/u.test(service.prefix) &&
          (['start', 'step', 'digits'] as const).map((one) => (
            <Field key={one} {...form} path={['series', service.prefix, one]} />
          ))}
        <Field {...form} path={at('pictogram')} />
        {Object.keys(groups).length > 0 && (
          <Field
            {...form}
            path={at('group')}
            options={[
              { value: '', name: t('settings.none') },
              ...Object.entries(groups).map(([value, texts]) => ({ value, name: text(texts) || value })),
            ]}
          />
        )}
        <Field {...form} path={at('hidden')} />
        <Field {...form} path={at('expectedMinutes')} />
        <Field {...form} path={at('maxWaiting')} />
        <Field {...form} path={at('slip', 'documents')} />
        <Field {...form} path={at('slip', 'fees')} />
        <Field {...form} path={at('slip', 'notes')} />
        <Field {...form} path={at('slip', 'callRule')} />
        <p class="settings-removal">
          <button
            type="button"
            class="row-key"
            onClick={() => settings.take(withoutService(settings.draft, id))}
          >
            {t('settings.remove')}
          </button>{' '}
          {t('services.remove.note')}
        </p>
      </Entry>
      <Moves {...{ name, count, move, translations }} at={place} />
    </li>
  )
}
