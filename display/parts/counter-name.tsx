/** A counter's name, isolated, with its number set as digits: `3 号窗口`, `Counter 3`, `接待室`. */
export function CounterName({ name }: { name: string }) {
  const [, before = '', number = '', after = ''] = /^(\D*)(\d*)(.*)$/s.exec(name) ?? []
  if (number === '') return <bdi class="counter-name">{name}</bdi>
  return (
    <bdi class="counter-name">
      {before.trim() && <span>{before.trim()} </span>}
      <b class="digits">{number}</b>
      {after.trim() && <span> {after.trim()}</span>}
    </bdi>
  )
}

/** The number of the counter; its whole name where it has none. */
export const shortName = (name: string): string => /\d+/.exec(name)?.[0] ?? name

export const isNumber = (short: string): boolean => /^\d+$/.test(short)
