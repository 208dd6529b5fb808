import type { JSX } from 'preact'
import { withoutService } from '../draft/document.ts'
import { Field } from '../fields/field.tsx'
import type { FormProps } from '../form-props.ts'
import { Entry } from '../parts/entry.tsx'

interface ServiceRowProps extends FormProps {
  readonly id: string
  readonly isOpen: boolean
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly move: (by: -1 | 1) => void
}

/** One service as a ticket with its letters on the stub; it opens to its fields. */
export function ServiceRow(props: ServiceRowProps): JSX.Element {
  const { id, isOpen, isFirst, isLast, move, ...form } = props
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
        {own && <p class="dialog-problem">▲ {t(own.key)}</p>}
        <Field {...form} path={at('name')} />
        <Field {...form} path={at('prefix')} />
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
      <Moves {...{ name, isFirst, isLast, move, translations }} />
    </li>
  )
}

type MovesProps = Pick<ServiceRowProps, 'isFirst' | 'isLast' | 'move' | 'translations'> & { name: string }

/** The keys that move an entry up and down. */
function Moves({ name, isFirst, isLast, move, translations: { t } }: MovesProps): JSX.Element {
  return (
    <span class="settings-moves">
      <button
        type="button"
        class="setting-small"
        disabled={isFirst}
        aria-label={t('settings.up.of', { name })}
        onClick={() => move(-1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="setting-small"
        disabled={isLast}
        aria-label={t('settings.down.of', { name })}
        onClick={() => move(1)}
      >
        ↓
      </button>
    </span>
  )
}
