/** Estimated width of a text (em): a Han character is square, a Latin letter a little wider than half. */
export function textWidth(text: string): number {
  let em = 0
  for (const sign of text)
    em += sign > '\u2e7f' ? 1 : /[A-Z&mwMW0-9]/.test(sign) ? 0.68 : /[ilj .]/.test(sign) ? 0.3 : 0.56
  return em
}
