import { z } from 'zod'
import { command } from '../../command.ts'
import { atCounter, ticket } from '../../fields.ts'

const note = z.strictObject({
  by: z.string().describe('who wrote it: staff:<badge>'),
  at: z.number().describe('ms since 1970-01-01T00:00Z'),
  words: z.string().optional().describe('absent when deleted'),
})

export const readNotes = command({
  summary: 'Reads the notes of the ticket at this counter; each reading is recorded',
  body: z.strictObject({ ...atCounter, ticket }),
  by: ['counter'],
  result: z.strictObject({ ticket: z.string(), label: z.string(), notes: z.array(note) }),
})
