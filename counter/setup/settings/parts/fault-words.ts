import { languageName } from '../../../../display/words/languages.ts'
import { closeUp } from '../../../../display/words/translator.ts'
import type { Problem } from '../../../../server/protocol/messages.ts'
import type { SetupTranslations } from '../../setup-translations.ts'
import type { Fault } from '../draft/checks.ts'
import type { HallSettings } from '../draft/document.ts'
import { whatText } from './setting-words.ts'

/** A problem of the hall in the language of the reader. */
export function problemText(problem: Problem, settings: HallSettings, says: SetupTranslations): string {
  const { t } = says
  const { kind, facts = {}, parts = [] } = problem
  if (kind === undefined) return t('problem.shape', { problem: problem.problem })
  const { language } = facts
  const said = t(`problem.${kind}`, {
    ...facts,
    ...(language === undefined ? {} : { language: languageName(String(language)) }),
    parts: parts.map((one) => whatText(one.split('.'), settings, says)).join(t('settings.comma')),
  } as Record<string, string | number>)
  const { meant, more } = facts
  const further = typeof more === 'number' && more > 0 ? t('problem.more', { n: more }) : ''
  return closeUp(`${said}${further}${meant === undefined ? '' : ` ${t('problem.meant', { meant })}`}`)
}

/** A fault of the draft in one sentence. */
export const faultText = (fault: Fault, settings: HallSettings, says: SetupTranslations): string =>
  'problem' in fault ? problemText(fault.problem, settings, says) : says.t(fault.key, fault.facts)
