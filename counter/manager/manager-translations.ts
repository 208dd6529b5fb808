import { manager as managerEn } from '../../display/words/manager.en.ts'
import { manager as managerZh } from '../../display/words/manager.zh-CN.ts'
import { type Translate, translator } from '../../display/words/words.ts'
import { type Translations, translationsOf } from '../translations.ts'

export const managerWords = { 'zh-CN': managerZh, en: managerEn }
export type ManagerKey = keyof typeof managerZh

/** The staff's tongue, and the manager page's own catalogue as `tell`. */
export interface ManagerTranslations extends Translations {
  readonly tell: Translate<ManagerKey>
}

export const managerTranslationsOf = (language: string): ManagerTranslations => ({
  ...translationsOf(language),
  tell: translator<ManagerKey>(managerWords, language),
})
