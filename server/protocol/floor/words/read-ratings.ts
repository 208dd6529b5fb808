import { z } from 'zod'
import { command } from '../../command.ts'

const rating = z.strictObject({
  seq: z.number().int(),
  at: z.number().describe('ms since 1970-01-01T00:00Z'),
  score: z.number().int(),
  reasons: z.array(z.string()),
  service: z.string(),
  counter: z.string().optional(),
  words: z.string().optional().describe('absent when none were written, or when deleted'),
})

export const readRatings = command({
  summary: 'Reads the latest ratings, newest first; each reading is recorded',
  body: z.strictObject({
    before: z.number().int().min(1).optional().describe('`older` of an earlier answer'),
  }),
  by: ['manager', 'complaints'],
  result: z.strictObject({
    ratings: z.array(rating),
    older: z.number().int().optional().describe('present when there are older ones'),
  }),
})
