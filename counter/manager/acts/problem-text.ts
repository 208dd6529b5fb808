import type { Answer } from '../../../server/protocol/messages.ts'
import { deniedKey } from '../../denied-key.ts'
import type { ManagerTranslations } from '../manager-translations.ts'

/** The sentence for an answer; undefined when the command was accepted. */
export function problemText(answer: Answer, { t }: ManagerTranslations): string | undefined {
  if (answer.ok) return undefined
  if ('refusal' in answer) return t(`refusal.${answer.refusal.reason}`)
  if ('denied' in answer) return t(deniedKey(answer.denied, 'answer.denied'))
  return t('answer.unknown')
}
