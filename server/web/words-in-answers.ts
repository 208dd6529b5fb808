/** An item of a result that refers to words in the vault. */
interface Referring {
  readonly ref?: string
}

/** The result with the words of its items in place of their references; words that were deleted are left out. */
export async function withWords(
  result: Readonly<Record<string, unknown>>,
  read: (reference: string) => Promise<string | undefined>,
): Promise<Record<string, unknown>> {
  const whole: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(result))
    whole[name] = Array.isArray(value) ? await Promise.all(value.map((item) => readItem(item, read))) : value
  return whole
}

async function readItem(
  { ref, ...item }: Referring,
  read: (reference: string) => Promise<string | undefined>,
): Promise<object> {
  const words = ref === undefined ? undefined : await read(ref)
  return words === undefined ? item : { ...item, words }
}
