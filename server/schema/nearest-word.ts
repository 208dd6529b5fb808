/** The word among `words` that somebody most likely meant by `word`; undefined when none is near. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const meant = plain(word)
  const alike = words.find((one) => plain(one) === meant)
  if (alike !== undefined) return alike
  let nearest: { word: string; edits: number } | undefined
  for (const one of words) {
    const known = plain(one)
    const edits = isBeginning(meant, known) ? 1 : editsBetween(meant, known)
    if (edits <= allowedEdits(meant, known) && edits < (nearest?.edits ?? Number.POSITIVE_INFINITY))
      nearest = { word: one, edits }
  }
  return nearest?.word
}

/** Letters and digits only, because `grace_minutes` means `graceMinutes`. */
const plain = (word: string): string => word.toLowerCase().replace(/[\s_.-]/gu, '')

/** Below this length a beginning says too little. */
const leastBeginning = 3
/** Longer words are no misspellings of a name. */
const longestWord = 64

/** `monday` begins with `mon`, and `appoint` begins `appointment`. */
const isBeginning = (one: string, other: string): boolean =>
  Math.min(one.length, other.length) >= leastBeginning && (one.startsWith(other) || other.startsWith(one))

/** One edit in three letters; a word of one or two letters has none, because any other is as near. */
const allowedEdits = (one: string, other: string): number =>
  Math.max(one.length, other.length) > longestWord ? -1 : Math.floor(Math.max(one.length, other.length) / 3)

/** Edit distance (optimal string alignment): letters added, left out, replaced, or swapped with their neighbour. */
function editsBetween(one: string, other: string): number {
  let before: number[] = []
  let former = Array.from({ length: other.length + 1 }, (_, n) => n)
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1]
      const isSwapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]
      row[j] = Math.min(former[j]! + 1, row[j - 1]! + 1, former[j - 1]! + (isSame ? 0 : 1))
      if (isSwapped) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = former
    former = row
  }
  return former[other.length]!
}
