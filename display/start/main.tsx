import { signal } from '@preact/signals'
import { render } from 'preact'
import { useEffect } from 'preact/hooks'
import { applyAppearance } from '../parts/bilingual.ts'
import { entrance as en } from '../words/entrance.en.ts'
import { entrance as zh } from '../words/entrance.zh-CN.ts'
import { closest, translator } from '../words/words.ts'
import { Start } from './start.tsx'
import type { StartFacts } from './start-facts.ts'

const catalogues = { 'zh-CN': zh, en }
const wanted = new URLSearchParams(location.search).get('language') ?? navigator.language
const language = signal(closest(Object.keys(catalogues), wanted) ?? 'zh-CN')
const hall = signal<StartFacts | 'unreachable' | undefined>(undefined)

const Page = () => {
  const say = translator(catalogues, language.value)
  useEffect(() => applyAppearance('system', say.language, say('title')), [say.language])
  const change = (): void => {
    language.value = say.language === 'en' ? 'zh-CN' : 'en'
  }
  return <Start hall={hall.value} say={say} change={change} />
}
render(<Page />, document.body)

try {
  const answer = await fetch('/api/start')
  hall.value = answer.ok ? ((await answer.json()) as StartFacts) : 'unreachable'
} catch {
  // Told on the page: the ways stay open, they may only lead nowhere for now.
  hall.value = 'unreachable'
}
