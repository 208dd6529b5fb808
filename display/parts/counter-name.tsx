/**
 * The number in a counter's name, with the letters of its mark: `B12` in `Desk B12`, `3` in `3 号窗口` and `Counter3`.
 * Letters of a word that runs into the number are none of it.
 */
const numberOf = (name: string): { before: string; number: string; after: string } | undefined => {
  const [whole = '', letters = '', digits = '', more = ''] = /([A-Za-z]*)(\d+)([A-Za-z]*)/.exec(name) ?? []
  if (digits === '') return undefined
  const mark = letters.length <= markLetters ? letters : ''
  const part = more.length <= markLetters ? more : ''
  const at = name.indexOf(whole) + letters.length - mark.length
  const number = mark + digits + part
  return { before: name.slice(0, at).trim(), number, after: name.slice(at + number.length).trim() }
}
const markLetters = 1

/** A counter's name, isolated, with its number set as digits: `3 号窗口`, `Counter 3`, `接待室`. */
export function CounterName({ name }: { name: string }) {
  const parts = numberOf(name)
  if (!parts) return <bdi class="counter-name">{name}</bdi>
  const { before, number, after } = parts
  return (
    <bdi class="counter-name">
      {before && <span>{before} </span>}
      <b class="digits">{number}</b>
      {after && <span> {after}</span>}
    </bdi>
  )
}

/** The number of the counter; its whole name where it has none. */
export const shortName = (name: string): string => numberOf(name)?.number ?? name

export const isNumber = (short: string): boolean => /^[A-Za-z]?\d+[A-Za-z]?$/.test(short)
