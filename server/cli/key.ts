import { resolve } from 'node:path'
import type { Command } from 'commander'
import { type KeysDocument, openKeys, randomKey } from '../access/keys/api-keys.ts'
import { withKey, withoutKey } from '../access/keys/key-changes.ts'
import { refuseBackup } from '../data/data-directory.ts'
import { NoHall } from '../data/errors.ts'
import { readHallFile } from '../data/open-data.ts'
import { keyCommands, keyDays, keyGrants, keyId, keyViews } from '../protocol/access/key-grants.ts'
import { commands } from '../protocol/commands.ts'
import { parseBody } from '../protocol/parse.ts'
import { dataFlag, makeCommand, valueFlag, wholeNumberFrom } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { inStoppedHall } from './stopped-hall.ts'
import { UsageError } from './usage-error.ts'

const usage = 'key add|list|revoke [ID]'

interface KeyFlags {
  readonly data: string
  readonly name?: string
  readonly commands?: string
  readonly views?: string
  readonly days?: number
}

const longest = keyDays.parse(undefined)

export const makeKey = (context: ProcessContext): Command =>
  makeCommand<KeyFlags>(
    ['key', `"${usage}" shows and changes the API keys of other programs; stop the hall first`],
    [
      valueFlag('--name <name>', 'the program that gets the key, for people', {
        parse: (text) => keyGrants.shape.name.safeParse(text).data,
        allowed: 'a short name with a visible sign',
      }),
      valueFlag('--commands <list>', `commands, with commas between: ${keyCommands.join(', ')}`),
      valueFlag('--views <list>', `views, with commas between: ${keyViews.join(', ')}`),
      valueFlag('--days <n>', `days until the key ends, ${longest} by default`, wholeNumberFrom(1, longest)),
      dataFlag('./data'),
    ],
    context.environment,
    async (flags, [verb = '', id, ...rest]) => {
      if (
        !['add', 'list', 'revoke'].includes(verb) ||
        rest.length > 0 ||
        (id !== undefined) !== (verb === 'revoke')
      )
        throw new UsageError(
          `key ${[verb, id, ...rest].join(' ').trim()}: give "${usage}", with an id for revoke only`,
        )
      const directory = resolve(flags.data)
      if (!(await context.fs.stat(directory)))
        throw new NoHall(`${directory} is missing: there is no hall. Give the directory of one with --data.`)
      if (verb === 'list') return list((await openKeys(context.fs, directory)).data, context.print)
      await inStoppedHall(context.fs, { directory, what: 'API keys' }, () =>
        id === undefined ? add(context, directory, flags) : revoke(context, directory, id),
      )
    },
  )
    .argument('[words...]')
    .usage('add|list|revoke [ID] [flags]')

function list({ keys }: KeysDocument, print: (line: string) => void): void {
  for (const [id, { name, commands: given, views, until }] of Object.entries(keys))
    print([id, name, [...given, ...views].join(','), `until ${new Date(until).toISOString()}`].join('\t'))
}

/** `print` gets the key, which is shown only here, and `printError` the instructions. */
async function add(
  { fs, print, printError }: ProcessContext,
  directory: string,
  flags: KeyFlags,
): Promise<void> {
  await readHallFile(fs, directory)
  await refuseBackup(fs, directory)
  const parsed = parseBody(commands['add-key'].body, {
    name: flags.name,
    ...(flags.commands === undefined ? {} : { commands: listOf(flags.commands) }),
    ...(flags.views === undefined ? {} : { views: listOf(flags.views) }),
    ...(flags.days === undefined ? {} : { days: flags.days }),
  })
  if (!parsed.ok) {
    const [{ path, problem } = { path: '', problem: '' }] = parsed.invalid
    throw new UsageError(path === '' ? problem : `--${path.split('.')[0]}: ${problem}`)
  }
  const document = await openKeys(fs, directory)
  const made = randomKey()
  const changed = withKey(document.data, made, parsed.value, Date.now())
  if ('invalid' in changed) throw new UsageError(changed.invalid[0]!.problem)
  await document.update(() => changed.document)
  print(made.key)
  printError(
    `This is the key of "${parsed.value.name}" (${made.id}). It is shown once: only its hash is kept, in keys.json. Send it as "Authorization: Bearer KEY".`,
  )
}

async function revoke({ fs, print }: ProcessContext, directory: string, id: string): Promise<void> {
  await readHallFile(fs, directory)
  await refuseBackup(fs, directory)
  const document = await openKeys(fs, directory)
  const changed = withoutKey(document.data, id)
  if (!keyId.safeParse(id).success || 'invalid' in changed)
    throw new UsageError(`${id}: no such API key; "key list" shows all`)
  await document.update(() => changed.document)
  print(`${id}: revoked`)
}

const listOf = (text: string): string[] => text.split(',').map((one) => one.trim())
