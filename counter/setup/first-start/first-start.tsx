import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { type FirstStep, firstSteps } from '../../../server/protocol/settings/first-steps.ts'
import { dotted } from '../../dotted.ts'
import { useOutsideView } from '../../use-live-view.ts'
import { Devices } from '../devices/devices.tsx'
import { People } from '../people/people.tsx'
import type { SectionProps } from '../section-props.ts'
import type { FormProps } from '../settings/form-props.ts'
import { FieldGroup } from '../settings/parts/form-section.tsx'
import { CountersStep } from './counters-step.tsx'
import { HallStep } from './hall-step.tsx'
import { LastPage } from './last-page.tsx'
import { PrinterStep } from './printer-step.tsx'
import { ServicesStep } from './services-step.tsx'
import { StepKeys } from './step-keys.tsx'
import { firstStartId, lastPage, nextStep, type StepState, stepStates } from './steps.ts'
import { TestStep } from './test-step.tsx'
import { useProposals } from './use-proposals.ts'

type FirstStartProps = FormProps & SectionProps

/**
 * Leads through the first start, a step a page. Where it stands is read off the hall: its settings, people and devices, and
 * the steps that were left out; so it goes on at any machine.
 */
export function FirstStart(props: FirstStartProps & { step: string | undefined }): JSX.Element {
  const { live, settings, translations } = props
  const { t } = translations
  const staff = useOutsideView(live.client, 'staff')?.staff
  const devices = useOutsideView(live.client, 'devices')?.devices
  const begun = useRef<ReturnType<typeof nextStep>>(undefined)
  if (!staff || !devices)
    return (
      <main class="setup-main">
        <p role="status">{t('connection.joining')}</p>
      </main>
    )
  const states = stepStates({ base: settings.base, staff, devices })
  // A step that is done while it is shown stays until somebody goes on.
  begun.current ??= nextStep(states)
  const wanted = props.step ?? begun.current
  const shown = wanted === lastPage ? undefined : (firstSteps.find((one) => one === wanted) ?? 'hall')
  return (
    <>
      <StepList states={states} shown={shown} {...props} />
      <main class="setup-main first-main">
        {shown === undefined ? (
          <LastPage {...props} states={states} />
        ) : (
          <Step key={shown} {...props} states={states} step={shown} />
        )}
      </main>
    </>
  )
}

interface StepListProps extends FirstStartProps {
  readonly states: Readonly<Record<FirstStep, StepState>>
  readonly shown: FirstStep | undefined
}

const signOf = { done: '✓', out: '–' } as const

/** The steps with what is done; any of them can be gone to. */
function StepList({ states, shown, translations: { t } }: StepListProps): JSX.Element {
  return (
    <nav class="setup-sections first-steps" aria-label={t('guide.title')} data-scrolls>
      <p class="first-steps-title">{t('guide.title')}</p>
      <ol>
        {firstSteps.map((step, at) => {
          const state = states[step]
          return (
            <li key={step}>
              <a
                class="first-step"
                data-state={state}
                href={`#${firstStartId}/${step}`}
                aria-current={step === shown ? 'step' : undefined}
                aria-label={dotted(
                  [t(`guide.name.${step}`), ...(state === 'open' ? [] : [t(`guide.state.${state}`)])],
                  t,
                )}
              >
                <span class="first-step-sign digits" aria-hidden="true">
                  {state === 'open' ? at + 1 : signOf[state]}
                </span>
                <span class="first-step-name">{t(`guide.name.${step}`)}</span>
              </a>
            </li>
          )
        })}
      </ol>
      <a class="first-leave" href="#hall">
        {t('guide.leave')}
      </a>
    </nav>
  )
}

/** Screens by the last part of their address. */
const screens = ['kiosk', 'pair'] as const

interface StepProps extends FirstStartProps {
  readonly states: Readonly<Record<FirstStep, StepState>>
  readonly step: FirstStep
}

function Step(props: StepProps): JSX.Element {
  const { step, translations, settings } = props
  const { t } = translations
  const proposals = useProposals()
  const title = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => {
    title.current?.focus()
    scrollTo(0, 0)
  }, [])
  return (
    <section class="first settings" aria-labelledby="first-title">
      <header class="first-head">
        <p class="first-count">
          {t('guide.step', { n: firstSteps.indexOf(step) + 1, all: firstSteps.length })}
        </p>
        <h2 id="first-title" tabIndex={-1} ref={title}>
          {t(`guide.name.${step}`)}
        </h2>
        <p>{t(`guide.lead.${step}`)}</p>
      </header>
      {step === 'hall' && <HallStep {...props} proposals={proposals} />}
      {step === 'services' && <ServicesStep {...props} proposals={proposals} />}
      {step === 'counters' && <CountersStep {...props} />}
      {step === 'people' && <People {...props} />}
      {step === 'languages' && <FieldGroup {...props} title="group.place" fields={['languages']} />}
      {step === 'printer' && <PrinterStep {...props} />}
      {step === 'screens' && (
        <>
          <dl class="settings-sheet first-ways">
            {screens.map((screen) => (
              <div key={screen}>
                <dt>{t(`guide.way.${screen}`)}</dt>
                <dd class="digits">{`${location.origin}/${screen}`}</dd>
              </div>
            ))}
          </dl>
          <Devices {...props} />
        </>
      )}
      {step === 'test' && <TestStep {...props} />}
      <StepKeys {...props} wanted={settings.draft} />
    </section>
  )
}
