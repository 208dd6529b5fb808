import type { Page } from 'playwright-core'
import type { z } from 'zod'
import { stringsOf } from '../../fakes/sources/schema-strings.ts'

/**
 * A text that ends an attribute, an element and a message, and runs as a script; a page that takes it for more than text
 * gives itself away. Marks of direction stand around it, which no text keeps.
 */
const canary = '\u202E"><img src=x onerror=c()>{0}\u2067'
/** The same where there is room, also as an address. */
export const longCanary = `javascript:c()//${canary}`

/** Fields of a schema that take any text, by path, `*` for an element or a value of a record; each with its canary. */
export function textFields(schema: z.core.$ZodType): Map<string, string> {
  const found = new Map<string, string>()
  for (const { path, schema: field } of stringsOf(schema)) {
    const fitting = [longCanary, canary].find((text) => field.safeParse(text).success)
    if (fitting !== undefined) found.set(path.join('.'), fitting)
  }
  return found
}

/** The document with the canaries in its texts. `planted` gets the paths of those that it has. */
export function withCanaries<T>(document: T, fields: ReadonlyMap<string, string>, planted: Set<string>): T {
  const patterns = [...fields].map(([path, text]) => ({ path, text, parts: path.split('.') }))
  const within = (value: unknown, at: typeof patterns, depth: number): unknown => {
    if (typeof value === 'string') {
      const found = at.find(({ parts }) => parts.length === depth)
      if (found) planted.add(found.path)
      return found?.text ?? value
    }
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([key, one]) => {
      const ofKey = at.find(({ parts }) => parts.length === depth + 1 && parts[depth] === '(key)')
      if (ofKey) planted.add(ofKey.path)
      const fitting = at.filter(({ parts }) => parts[depth] === '*' || parts[depth] === key)
      return [ofKey?.text ?? key, within(one, fitting, depth + 1)]
    })
    return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries)
  }
  return within(document, patterns, 0) as T
}

/** Before any page: a canary that runs, and everything that the policy of the page stopped, is noted. */
export function trap(): void {
  const noted: string[] = []
  Object.assign(globalThis, {
    c: () => noted.push('a canary ran'),
    alert: () => noted.push('a canary ran'),
    noted,
  })
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    noted.push(`${violatedDirective}: ${blockedURI} ${sample}`),
  )
}

/** Notes of a page, elements and addresses that a canary became, and marks of direction that got in. */
export const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { noted } = globalThis as unknown as { noted: string[] }
    const seen = [...document.querySelectorAll('*')].flatMap((element) =>
      [...element.attributes].flatMap(({ name, value }) =>
        /^on/u.test(name) ||
        (/^(?:href|src|action|formaction)$/u.test(name) && /^\s*javascript:|^x$/iu.test(value))
          ? [`<${element.localName} ${name}="${value}">`]
          : [],
      ),
    )
    const text = document.body.textContent ?? ''
    return [
      ...noted.splice(0),
      ...seen,
      ...(/[\u202A-\u202E\u2066\u2067]/u.test(text) ? ['a mark of direction'] : []),
    ]
  })
