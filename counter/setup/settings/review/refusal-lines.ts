import type { Answer } from '../../../../server/protocol/messages.ts'
import type { SetupTranslations } from '../../setup-translations.ts'
import type { HallSettings } from '../draft/document.ts'
import { whatText } from '../parts/setting-words.ts'

export type Refused = Extract<Answer, { ok: false }>

/** Why a change of settings was not made, a sentence each. */
export function refusalLines(answer: Refused, base: HallSettings, says: SetupTranslations): string[] {
  const { t } = says
  if ('refusal' in answer) {
    const { inUse = [], reason } = answer.refusal
    const lines = inUse.flatMap(({ name, tickets, labels = [], counters = [] }) => {
      const what = whatText(name.split('.'), base, says)
      return [
        ...(tickets ? [t('review.in-use.tickets', { what, n: tickets, labels: labels.join(', ') })] : []),
        ...(counters.length > 0
          ? [t('review.in-use.counters', { what, counters: counters.join(', ') })]
          : []),
      ]
    })
    return lines.length > 0 ? lines : [t(`refusal.${reason}`)]
  }
  if ('invalid' in answer)
    return answer.invalid.map(({ path, problem }) => {
      const what = whatText(path.replace(/^patch\.?/u, '').split('.'), base, says)
      return t('review.invalid', { problem: `${what}: ${problem}` })
    })
  if ('denied' in answer) return [t(answer.denied === 'too-large' ? 'review.too-large' : 'review.busy')]
  return [t('review.unknown')]
}
