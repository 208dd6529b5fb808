import type { JSX } from 'preact'
import type { TierForm } from '../draft/document.ts'
import { Field } from '../fields/field.tsx'
import type { FormProps } from '../form-props.ts'
import { Entry } from '../parts/entry.tsx'

/** One profile: its tiers from the first that is called to the last. */
export function ProfileRow({
  id,
  isOpen,
  ...form
}: FormProps & { id: string; isOpen: boolean }): JSX.Element {
  const { settings, translations } = form
  const { t } = translations
  const tiers = settings.draft.profiles[id]!
  const users = Object.values(settings.draft.counters).filter(({ profile }) => profile === id).length
  const isFaulty = settings.faults.some(({ path }) => path[0] === 'profiles' && path[1] === id)
  const put = (next: readonly TierForm[]): void => settings.set(['profiles', id], next)
  return (
    <li class="settings-row" data-faulty={isFaulty}>
      <Entry isOpenAtFirst={isOpen} id={`field-profiles-${id}`}>
        <summary>
          <b class="settings-name">{id}</b>
          <span class="settings-fact">{t('counters.profile.used', { n: users })}</span>
        </summary>
        {tiers.length === 0 && <p class="setting-help">{t('counters.none')}</p>}
        {tiers.map((_, at) => (
          <fieldset class="settings-tier" key={at}>
            <legend>{t('counters.tier', { n: at + 1 })}</legend>
            <Field {...form} path={['profiles', id, String(at), 'services']} />
            {at > 0 && <Field {...form} path={['profiles', id, String(at), 'afterMinutes']} />}
            <button
              type="button"
              class="row-key"
              aria-label={t('settings.remove.of', { name: t('counters.tier', { n: at + 1 }) })}
              onClick={() => put(tiers.filter((_, place) => place !== at))}
            >
              {t('settings.remove')}
            </button>
          </fieldset>
        ))}
        <p class="settings-removal">
          <button type="button" class="row-key" onClick={() => put([...tiers, { services: 'all' }])}>
            {t('counters.tier.add')}
          </button>
          <button
            type="button"
            class="row-key"
            disabled={users > 0}
            onClick={() => settings.set(['profiles', id], undefined)}
          >
            {t('settings.remove')}
          </button>
        </p>
      </Entry>
    </li>
  )
}
