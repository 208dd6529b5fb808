/**
 * Cascade layers by the specificity that they add: a browser before Chromium 99 and Safari 15.4 drops what stands in
 * `@layer`. Tokens set only custom properties, which no other layer sets.
 */
const added: Record<string, number> = { tokens: 0, base: 0, parts: 1, page: 2 }

/** Matches every element, with the specificity of an id. */
const heavier = ':not(#_)'

interface CssRule {
  prelude: string
  /** Undefined after a statement, which has no block. */
  body: string | undefined
}

/** The rules of a minified stylesheet. */
function* rulesOf(css: string): Generator<CssRule> {
  let from = 0
  let depth = 0
  let bodyAt = 0
  for (let at = 0; at < css.length; at += 1) {
    const sign = css[at]
    if (sign === '"' || sign === "'") at = css.indexOf(sign, at + 1)
    else if (sign === '{') {
      depth += 1
      if (depth === 1) bodyAt = at
    } else if (sign === '}') {
      depth -= 1
      if (depth > 0) continue
      yield { prelude: css.slice(from, bodyAt), body: css.slice(bodyAt + 1, at) }
      from = at + 1
    } else if (sign === ';' && depth === 0) {
      yield { prelude: css.slice(from, at), body: undefined }
      from = at + 1
    }
  }
}

/** The selectors of a list, apart. */
function selectorsOf(list: string): string[] {
  const all = ['']
  let depth = 0
  for (const sign of list) {
    if (sign === '(' || sign === '[') depth += 1
    if (sign === ')' || sign === ']') depth -= 1
    if (sign === ',' && depth === 0) all.push('')
    else all[all.length - 1] += sign
  }
  return all
}

const weighted = (list: string, times: number): string =>
  selectorsOf(list)
    .map((one) => one.replace(/^\s*(\*|[a-zA-Z][\w-]*)?/, `$&${heavier.repeat(times)}`))
    .join(',')

/** A minified stylesheet whose layers are rules of the same precedence without layers. */
export function withoutLayers(css: string, times = 0): string {
  let out = ''
  for (const { prelude, body } of rulesOf(css)) {
    const layer = /^\s*@layer\s+([\w-]+)$/.exec(prelude)?.[1]
    if (body === undefined) out += prelude.includes('@layer') ? '' : `${prelude};`
    else if (layer !== undefined) out += withoutLayers(body, added[layer])
    else if (/^\s*@(media|supports|container)/.test(prelude))
      out += `${prelude}{${withoutLayers(body, times)}}`
    else if (prelude.trimStart().startsWith('@')) out += `${prelude}{${body}}`
    else out += `${weighted(prelude, times)}{${body}}`
  }
  return out
}
