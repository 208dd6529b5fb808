/** Whether each suite tries the whole list of its looks. */
export const takesAll = process.env.LOOKS === 'all'

/**
 * The looks in which a suite checks its page. LOOKS=all takes the whole list. Otherwise pairwise coverage ("all pairs"):
 * any two values that stand together in a look of the list do so in one that is taken. The first is always taken.
 */
export function looksToTake<const Look extends readonly unknown[]>(all: readonly Look[]): readonly Look[] {
  if (takesAll) return all
  const missing = new Set(all.flatMap(pairsOf))
  const taken = new Set<Look>()
  const gain = (look: Look): number => pairsOf(look).filter((pair) => missing.has(pair)).length
  let next = all[0]
  while (next !== undefined && gain(next) > 0) {
    taken.add(next)
    for (const pair of pairsOf(next)) missing.delete(pair)
    next = all.reduce((best, look) => (gain(look) > gain(best) ? look : best), next)
  }
  return all.filter((look) => taken.has(look))
}

const pairsOf = (look: readonly unknown[]): string[] =>
  look.flatMap((value, at) =>
    look.slice(at + 1).map((other, more) => `${at}: ${value}, ${at + 1 + more}: ${other}`),
  )

/** Every row with every row. */
export const crossed = <const A extends readonly unknown[], const B extends readonly unknown[]>(
  some: readonly A[],
  others: readonly B[],
): readonly (readonly [...A, ...B])[] =>
  some.flatMap((one) => others.map((other) => [...one, ...other] as const))

/** Each of a list in one of the two languages; `LOOKS=all` takes each in both. */
export const inOneLanguage = <One>(all: readonly One[], language: string): readonly One[] =>
  all.filter((_, at) => takesAll || (at % 2 === 0) === (language === 'zh-CN'))
