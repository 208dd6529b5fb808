import { manager as managerEn } from '../../display/words/manager.en.ts'
import { manager as managerZh } from '../../display/words/manager.zh-CN.ts'
import { type Say, speaker } from '../../display/words/words.ts'
import { type Tongue, tongueOf } from '../translations.ts'

export const managerWords = { 'zh-CN': managerZh, en: managerEn }
export type ManagerKey = keyof typeof managerZh

/** The staff's tongue, and the manager page's own catalogue as `tell`. */
export interface ManagerTongue extends Tongue {
  readonly tell: Say<ManagerKey>
}

export const managerTongueOf = (language: string): ManagerTongue => ({
  ...tongueOf(language),
  tell: speaker<ManagerKey>(managerWords, language),
})
