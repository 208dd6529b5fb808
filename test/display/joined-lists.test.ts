import { expect, test } from 'vitest'
import { within } from '../fakes/sources/rooms.ts'
import { files, isSource, linesWith } from '../fakes/sources/source-tree.ts'

test('no page joins names by the comma of one language: `dotted` puts a dot between them', () => {
  const pages = files()
    .filter((file) => isSource(file) && within(file, 'counter', 'kiosk', 'display'))
    // Selectors of a stylesheet.
    .filter((file) => !within(file, 'display/floor'))
  expect(pages.length).toBeGreaterThan(100)
  expect(pages.flatMap((file) => linesWith(file, /\.join\((['"`])[^'"`]*[,;，；、][^'"`]*\1\)/u))).toEqual([])
})
