import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { hallMoment } from '../../../../display/parts/hall-time.ts'
import { breakingLongWords } from '../../../../display/words/translator.ts'
import { apply } from '../../../../server/protocol/merge-patch.ts'
import type { Answer } from '../../../../server/protocol/messages.ts'
import { differences } from '../draft/differences.ts'
import type { HallSettings } from '../draft/document.ts'
import type { Plan } from '../draft/use-plans.ts'
import type { FormProps } from '../form-props.ts'
import { type Refused, refusalLines } from './refusal-lines.ts'
import { Differences } from './review-dialog.tsx'

/** The changes that wait for their moment, and those that were refused then. */
export function PlannedChanges(props: FormProps): JSX.Element | null {
  const { plans, translations } = props
  if (plans.length === 0) return null
  return (
    <>
      <h3 class="settings-title">{translations.t('plans.title')}</h3>
      <ul class="settings-rows">
        {plans.map((plan) => (
          <PlanRow key={plan.id} {...props} plan={plan} />
        ))}
      </ul>
    </>
  )
}

function PlanRow({ plan, settings, translations, live, view }: FormProps & { plan: Plan }): JSX.Element {
  const { t, language } = translations
  const { id, due, by, state, patch, former, why } = plan
  const [refused, setRefused] = useState<Refused>()
  const between = [apply(settings.base, former.patch), apply(settings.base, patch)] as const
  const withdraw = async (): Promise<void> => {
    const answer: Answer = await live.act('withdraw-plan', { plan: id })
    setRefused(answer.ok ? undefined : answer)
  }
  const reasons = state === 'refused' ? reasonLines(why, settings.base, translations) : []
  return (
    <li class="settings-row plan-row" data-faulty={state === 'refused'}>
      <div>
        <p>
          <b>
            {t('plans.by', {
              time: hallMoment(due, live.now(), view.timeZone, language),
              badge: breakingLongWords(by.replace(/^staff:/u, '')),
            })}
          </b>
        </p>
        {reasons.map((line) => (
          <p class="dialog-fault" key={line}>
            ▲ {t('plans.refused', { why: line })}
          </p>
        ))}
        <Differences all={differences(...between)} between={between} translations={translations} />
        {refused && (
          <p class="dialog-fault" role="alert">
            ▲ {refusalLines(refused, settings.base, translations).join(' ')}
          </p>
        )}
      </div>
      <button type="button" class="row-key" onClick={() => void withdraw()}>
        {t(state === 'refused' ? 'plans.dismiss' : 'plans.withdraw')}
      </button>
    </li>
  )
}

/** Why a planned change was not made. */
function reasonLines(why: object | undefined, base: HallSettings, says: FormProps['translations']): string[] {
  const found = why as Partial<Record<'reason' | 'invalid', unknown>> | undefined
  if (found?.reason === 'settings-changed') return [says.t('plans.refused.changed')]
  const answer =
    found?.invalid === undefined ? { ok: false, refusal: found } : { ok: false, invalid: found.invalid }
  return refusalLines(answer as Refused, base, says)
}

/** That a planned change was refused, in sight in every section. */
export function PlanNotice({ plans, translations: { t } }: FormProps): JSX.Element | null {
  if (!plans.some(({ state }) => state === 'refused')) return null
  return (
    <p class="banner" role="alert">
      ▲ {t('plans.notice')} <a href="#history">{t('plans.look')}</a>
    </p>
  )
}
