/** Whether two values say the same, in whatever order their keys stand. */
export const same = (a: unknown, b: unknown): boolean => text(a) === text(b)
const text = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
