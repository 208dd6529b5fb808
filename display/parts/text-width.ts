/** Estimated width of a text (em): a Han character is square, a Latin letter a little wider than half. */
export function textWidth(text: string): number {
  let em = 0
  for (const sign of text.replaceAll(softHyphen, ''))
    em += sign > '\u2e7f' ? 1 : /[A-Z&mwMW0-9]/.test(sign) ? 0.68 : /[ilj .]/.test(sign) ? 0.3 : 0.56
  return em
}
const softHyphen = '\u00ad'

/** Width (em) of a name on one line, or of the longer line of two where it is long. */
export function widthOnTwoLines(name: string): number {
  const ems = textWidth(name)
  if (ems <= 7) return ems
  return Math.max(ems * 0.65, ...name.split(/[\s\u00ad]|(?=[\u2e80-\uffff])/u).map(textWidth))
}
