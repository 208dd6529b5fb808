import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { HallDraw } from '../../fakes/hall/random-hall.ts'
import { seededRandom } from '../../fakes/seeded-random.ts'
import { wholeText } from './mistaken-hall.ts'
import { referenceText, schemaText } from './settings-reference.ts'

const isWriting = process.env.WRITE_DOCS !== undefined

test.each([
  ['docs/settings-reference.md', referenceText],
  ['docs/hall.schema.json', schemaText],
])('%s is what the schema says (WRITE_DOCS=1 writes it anew)', (name, make) => {
  const path = resolve(import.meta.dirname, '../../..', name)
  if (isWriting) writeFileSync(path, make())
  expect(readFileSync(path, 'utf8')).toBe(make())
})

test('an editor that goes by the schema accepts valid halls, and marks a name that is unknown', () => {
  const schema = z.fromJSONSchema(JSON.parse(schemaText()))
  const draw = new HallDraw(seededRandom(16))
  for (let n = 0; n < 50; n += 1) expect(schema.safeParse(draw.hall()).error?.issues).toBeUndefined()
  const hall = JSON.parse(wholeText)
  expect(schema.safeParse({ $schema: './hall.schema.json', ...hall }).success).toBe(true)
  expect(schema.safeParse({ ...hall, servces: {} }).success).toBe(false)
})
