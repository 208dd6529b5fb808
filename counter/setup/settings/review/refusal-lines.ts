import type { Answer } from '../../../../server/protocol/messages.ts'
import { deniedKey } from '../../../denied-key.ts'
import { dotted } from '../../../dotted.ts'
import type { SetupTranslations } from '../../setup-translations.ts'
import { type HallSettings, placeOf } from '../draft/document.ts'
import { problemText } from '../parts/fault-words.ts'
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
        ...(tickets ? [t('review.in-use.tickets', { what, n: tickets, labels: dotted(labels, t) })] : []),
        ...(counters.length > 0
          ? [t('review.in-use.counters', { what, counters: dotted(counters, t) })]
          : []),
      ]
    })
    return lines.length > 0 ? lines : [t(`refusal.${reason}`)]
  }
  if ('invalid' in answer)
    return answer.invalid.map((problem) => {
      const path = problem.path.replace(/^patch\.?/u, '')
      const said = problemText(problem, base, says)
      const what = path === '' ? '' : `${whatText(placeOf(path), base, says)}: `
      return t('review.invalid', { problem: `${what}${said}` })
    })
  if ('denied' in answer)
    return [t(answer.denied === 'too-large' ? 'review.too-large' : deniedKey(answer.denied, 'review.busy'))]
  return [t('review.unknown')]
}
