/**
 * The document of a page that knows the languages of its hall before it hears from it, so that its first words are in
 * the right one. Tags are cut to what a language tag can hold.
 */
export function documentFor(html: string, languages: readonly string[]): string {
  const tags = languages.map((tag) => tag.replace(/[^\w-]/g, ''))
  return html.replace('<html lang="en"', `<html lang="${tags[0] ?? ''}" data-languages="${tags.join(' ')}"`)
}
