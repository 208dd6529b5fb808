import type { JSX } from 'preact'
import { tiersOf } from '../draft/checks.ts'
import type { FormProps } from '../form-props.ts'

/** The picture of who serves what: a row for each service, a column for each counter; services of no counter in red. */
export function ServiceGrid({ settings, translations }: FormProps): JSX.Element {
  const { t, text } = translations
  const { counters, services } = settings.draft
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide picture is scrolled by keyboard
    <section class="grid-sheet" aria-label={t('counters.grid')} tabIndex={0}>
      <table class="grid">
        <caption>
          {t('counters.grid')} <span class="grid-key">● {t('counters.grid.first')}</span>{' '}
          <span class="grid-key">○ {t('counters.grid.later')}</span>
        </caption>
        <thead>
          <tr>
            <td />
            {Object.entries(counters).map(([id, { name }]) => (
              <th key={id} scope="col" title={text(name) || id}>
                {id}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Object.entries(services).map(([id, service]) => {
            const tiers = new Map(tiersOf(settings.draft, id).map(({ counter, tier }) => [counter, tier]))
            const isUncalled = tiers.size === 0 && !service.hidden
            return (
              <tr key={id} class={isUncalled ? 'grid-nobody' : undefined}>
                <th scope="row">
                  <b class="digits">{service.prefix}</b> <bdi>{text(service.name) || t('services.new')}</bdi>
                  {isUncalled && <span class="grid-fault">▲ {t('counters.grid.nobody')}</span>}
                </th>
                {Object.keys(counters).map((counter) => {
                  const tier = tiers.get(counter)
                  return (
                    <td key={counter}>
                      {tier !== undefined && (
                        <span
                          role="img"
                          aria-label={t(tier === 0 ? 'counters.grid.first' : 'counters.grid.later')}
                        >
                          {tier === 0 ? '●' : '○'}
                        </span>
                      )}
                    </td>
                  )
                })}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
