import type { JSX } from 'preact'
import { type FirstStep, firstSteps } from '../../../server/protocol/settings/first-steps.ts'
import type { FormProps } from '../settings/form-props.ts'
import { firstStartId, type StepState } from './steps.ts'

interface LastPageProps extends Pick<FormProps, 'translations'> {
  readonly states: Readonly<Record<FirstStep, StepState>>
}

const ways = ['/kiosk', '/board', '/counter', '/manager'] as const

/** The end: what was left out, and the addresses by which the hall works. */
export function LastPage({ states, translations: { t } }: LastPageProps): JSX.Element {
  const left = firstSteps.filter((step) => states[step] !== 'done')
  return (
    <section class="first settings" aria-labelledby="first-title">
      <header class="first-head">
        <h2 id="first-title">{t('guide.done')}</h2>
        <p>{t('guide.done.lead')}</p>
      </header>
      {left.length > 0 && (
        <div class="settings-sheet first-sheet">
          <h3>{t('guide.done.left')}</h3>
          <p class="first-links">
            {left.map((step) => (
              <a key={step} class="row-key" href={`#${firstStartId}/${step}`}>
                {t(`guide.name.${step}`)}
              </a>
            ))}
          </p>
        </div>
      )}
      <dl class="settings-sheet first-ways">
        {ways.map((path) => (
          <div key={path}>
            <dt>{t(`guide.way.${path.slice(1) as 'kiosk'}`)}</dt>
            <dd class="digits">{`${location.origin}${path}`}</dd>
          </div>
        ))}
      </dl>
      <p>
        <a class="dialog-go first-end" href="#hall">
          {t('guide.leave')}
        </a>
      </p>
    </section>
  )
}
