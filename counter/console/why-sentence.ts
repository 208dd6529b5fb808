import { hallTime } from '../../display/parts/hall-time.ts'
import type { Why } from '../../server/hall/ticket.ts'
import { minutesOf } from '../translations.ts'
import type { ConsoleTranslations } from './console-translations.ts'

/** Explains a call by its rule and facts. */
export function whySentence(why: Why, timeZone: string, { t }: ConsoleTranslations): string {
  const { rule, facts } = why
  const values = {
    since: hallTime(rule === 'stands-longest' ? facts.standsSince : facts.joinedAt, timeZone),
    category: t(`category.${facts.category}`),
    minutes: minutesOf(facts.headStartMs),
  }
  switch (rule) {
    case 'stands-longest':
      if (facts.category === 'appointment' || facts.mark === 'appointment') {
        const since = hallTime(facts.standsSince + facts.headStartMs, timeZone)
        return t('why.stands-longest-appointment', { since })
      }
      return t(facts.headStartMs > 0 ? 'why.stands-longest-head' : 'why.stands-longest', values)
    case 'over-threshold':
      return t('why.over-threshold', { minutes: minutesOf(facts.afterMs ?? 0) })
    case 'brought-forward':
      return t('why.brought-forward', { reason: t(`forward.${facts.forward ?? 'other'}`) })
    case 'sent-here':
    case 'precedence':
    case 'alternation':
    case 'chosen':
    case 'after-put-back':
      return t(`why.${rule}`, values)
    default:
      return rule satisfies never
  }
}
