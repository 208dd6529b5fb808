import { command } from '../command.ts'
import { nothing } from '../floor/results.ts'
import { keyGrants, keyId } from './key-grants.ts'

export const changeKey = command({
  summary: 'Changes the name, commands and views of an API key at once',
  body: keyGrants
    .extend({ id: keyId })
    .refine(({ commands, views }) => commands.length + views.length > 0, 'name at least one command or view'),
  by: ['administrator'],
  result: nothing,
})
