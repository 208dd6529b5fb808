/**
 * The HTML document of a page, with the languages of its hall, so that the first texts are in the right one. Tags are
 * reduced to the characters of a language tag.
 */
export function documentFor(html: string, languages: readonly string[]): string {
  const tags = languages.map((tag) => tag.replace(/[^\w-]/g, ''))
  return html.replace('<html lang="en"', `<html lang="${tags[0] ?? ''}" data-languages="${tags.join(' ')}"`)
}
