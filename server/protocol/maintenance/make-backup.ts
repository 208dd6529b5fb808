import { z } from 'zod'
import { command } from '../command.ts'
import { nothing } from '../floor/results.ts'

export const makeBackup = command({
  summary:
    'Makes a backup now in the folder that the command line names; the view `maintenance` says how it went',
  body: z.strictObject({}),
  by: ['administrator'],
  result: nothing,
})
