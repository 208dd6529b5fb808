import { resolve } from 'node:path'
import type { Command } from 'commander'
import { limits } from '../access/limits.ts'
import { fullCost, hashPassword } from '../access/passwords/passwords.ts'
import { Sessions } from '../access/sessions.ts'
import type { StaffDocument } from '../access/staff.ts'
import { type ChangedStaff, changedStaff, withOwnPassword, withOwnPin } from '../access/staff-changes.ts'
import { refuseBackup } from '../data/data-directory.ts'
import { NoHall } from '../data/errors.ts'
import { openSessions, openStaff, readHallFile } from '../data/open-data.ts'
import { roles } from '../hall/ids.ts'
import type { RefusalReason } from '../hall/refusals.ts'
import { commands, type StaffOrder } from '../protocol/commands.ts'
import { newPassword } from '../protocol/fields.ts'
import { guessableProblem, isGuessable } from '../protocol/guessable-password.ts'
import { parseBody } from '../protocol/parse.ts'
import { dataFlag, makeCommand, switchFlag, valueFlag } from './flags.ts'
import { readPassword } from './password-input.ts'
import type { ProcessContext } from './process-context.ts'
import { inStoppedHall } from './stopped-hall.ts'
import { UsageError } from './usage-error.ts'

interface StaffFlags {
  readonly data: string
  readonly name?: string
  readonly roles?: string
  readonly skills?: string
  readonly grants?: string
  readonly languages?: string
  readonly passwordStdin: boolean
  readonly remove?: string
}

const verbs = ['add', 'list', 'change', 'disable', 'enable', 'password', 'passkeys', 'clear-pin'] as const
type Verb = (typeof verbs)[number]
const usage = `staff ${verbs.join('|')} [BADGE]`

export const makeStaff = (context: ProcessContext): Command =>
  makeCommand<StaffFlags>(
    ['staff', `"${usage}" shows and changes who may sign in; stop the hall first`],
    [
      valueFlag('--name <name>', 'the name of the person, for colleagues'),
      valueFlag('--roles <list>', `roles, with commas between: ${roles.join(', ')}`),
      valueFlag('--skills <list>', 'services that the person can do, with commas between, or all'),
      valueFlag(
        '--grants <list>',
        'of skills that are named singly, with ; between: "fees 2026-11-01 2027-10-31 Fees course", last day and training may be left out',
      ),
      valueFlag('--languages <list>', 'languages that the person speaks, with commas between'),
      switchFlag('--password-stdin', 'reads the password from standard input, instead of asking for it'),
      valueFlag('--remove <id>', 'with passkeys: removes the one of this id, and ends every sign-in'),
      dataFlag('./data'),
    ],
    context.environment,
    async (flags, [verb = '', badge, ...rest]) => {
      if (!isVerb(verb) || rest.length > 0 || (badge === undefined) !== (verb === 'list'))
        throw new UsageError(
          `staff ${[verb, badge, ...rest].join(' ').trim()}: give "${usage}", with one badge number except for list`,
        )
      const { fs, print } = context
      const directory = resolve(flags.data)
      if (!(await fs.stat(directory)))
        throw new NoHall(`${directory} is missing: there is no hall. Give the directory of one with --data.`)
      if (verb === 'list') return list(await openStaff(fs, directory), print)
      if (verb === 'passkeys' && flags.remove === undefined)
        return listPasskeys(await openStaff(fs, directory), badge!, print)
      await inStoppedHall(fs, { directory, what: 'accounts' }, () =>
        change(context, directory, { verb, badge: badge!, flags }),
      )
      print(`${badge}: ${done[verb]}`)
    },
  )
    .argument('[words...]')
    .usage(`${verbs.join('|')} [BADGE] [flags]`)

const isVerb = (word: string): word is Verb => (verbs as readonly string[]).includes(word)

const done: Readonly<Record<Exclude<Verb, 'list'>, string>> = {
  add: 'added',
  change: 'changed',
  disable: 'disabled; every sign-in has ended',
  enable: 'enabled, with the password that it had',
  password: 'the password is changed, the PIN is removed; every sign-in has ended',
  'clear-pin': 'the PIN is removed; the password unlocks sign-ins',
  passkeys: 'the passkey is removed; every sign-in has ended',
}

function list({ data }: { readonly data: StaffDocument }, print: (line: string) => void): void {
  for (const [
    badge,
    { name, roles: own, isDisabled, isOneTime, pin, pins, skillGrants = {} },
  ] of Object.entries(data.staff)) {
    const marks = [
      isDisabled && 'disabled',
      isOneTime && 'has a password for one sign-in',
      pins !== undefined
        ? 'has a PIN'
        : pin !== undefined && 'has a PIN of earlier rules, which unlocks nothing',
      ...Object.entries(skillGrants).map(
        ([skill, { on, until, training }]) =>
          `${skill} since ${on}${until === undefined ? '' : ` until ${until}`}${training === undefined ? '' : ` (${training})`}`,
      ),
    ].filter(Boolean)
    print([badge, name, own.join(','), ...marks].join('\t'))
  }
}

/** One line for each passkey: its id, label, the name of the hall at which it works, and when it was last used. */
function listPasskeys(
  { data }: { readonly data: StaffDocument },
  badge: string,
  print: (line: string) => void,
): void {
  if (!Object.hasOwn(data.staff, badge)) throw new UsageError(`${badge}: ${words['no-such-staff']}`)
  for (const [id, { label, host, usedAt }] of Object.entries(data.staff[badge]?.passkeys ?? {}))
    print([id, label, host, usedAt === undefined ? 'never used' : new Date(usedAt).toISOString()].join('\t'))
}

interface Asked {
  readonly verb: Exclude<Verb, 'list'>
  readonly badge: string
  readonly flags: StaffFlags
}

async function change({ fs, printError }: ProcessContext, directory: string, asked: Asked): Promise<void> {
  const { badge, verb, flags } = asked
  const { services, name } = await readHallFile(fs, directory)
  await refuseBackup(fs, directory)
  const staff = await openStaff(fs, directory)
  const { document: sessions } = await openSessions(fs, directory)
  if (verb === 'passkeys' && !staff.data.staff[badge]?.passkeys?.[flags.remove ?? ''])
    throw new UsageError(`${badge} has no such passkey: "staff passkeys ${badge}" lists them`)
  let changed = changedBy(asked, staff.data, Object.keys(services))
  if (verb === 'add' || verb === 'password') {
    const document = changed?.document ?? staff.data
    if (!Object.hasOwn(document.staff, badge)) throw new UsageError(`${badge}: ${words['no-such-staff']}`)
    if (document.staff[badge]?.isDisabled) throw new UsageError(`${badge}: is disabled; enable it first`)
    const given = newPassword.safeParse(await readPassword(flags.passwordStdin, printError))
    if (!given.success) throw new UsageError(`the password: ${given.error.issues[0]?.message}`)
    if (isGuessable(given.data, [badge, ...Object.values(name)]))
      throw new UsageError(`the password: ${guessableProblem}`)
    const { document: next = document } = withOwnPin(document, badge, undefined) ?? {}
    changed = withOwnPassword(next, badge, await hashPassword(given.data, fullCost))
  }
  if (!changed) return
  await staff.update(() => changed.document)
  if (changed.endsSessions) await new Sessions(sessions, Date.now).endAllOf(badge)
}

/** The staff after a verb that needs no password. Throws `UsageError`. */
function changedBy(
  asked: Asked,
  document: StaffDocument,
  services: readonly string[],
): ChangedStaff | undefined {
  const { verb, badge } = asked
  if (verb === 'password') return undefined
  if (verb !== 'clear-pin') {
    const order = orderOf(asked, services)
    const changed = accepted(changedStaff(document, order, ''), badge)
    const grants = 'skillGrants' in order.body ? Object.keys(order.body.skillGrants ?? {}) : []
    const kept = changed.document.staff[badge]?.skillGrants ?? {}
    const lost = grants.find((skill) => !Object.hasOwn(kept, skill))
    if (lost !== undefined)
      throw new UsageError(`--grants ${lost}: name it singly among the skills to date it (--skills ${lost})`)
    return changed
  }
  if (!Object.hasOwn(document.staff, badge)) throw new UsageError(`${badge}: ${words['no-such-staff']}`)
  // A disabled account has lost its PIN already.
  return withOwnPin(document, badge, undefined)
}

/** Throws `UsageError` with the flag that is wrong. */
function orderOf({ verb, badge, flags }: Asked, services: readonly string[]): StaffOrder {
  const type = orderTypes[verb as keyof typeof orderTypes]
  const facts = {
    ...(flags.name !== undefined && { name: flags.name }),
    ...(flags.roles !== undefined && { roles: listOf(flags.roles) }),
    ...(flags.skills !== undefined && { skills: flags.skills === 'all' ? 'all' : listOf(flags.skills) }),
    ...(flags.grants !== undefined && { skillGrants: grantsOf(flags.grants) }),
    ...(flags.remove !== undefined && { passkey: flags.remove }),
    ...(flags.languages !== undefined && { languages: listOf(flags.languages) }),
  }
  const parsed = parseBody(commands[type].body, { badge, ...facts })
  if (!parsed.ok) {
    const [{ path, problem } = { path: '', problem: '' }] = parsed.invalid
    throw new UsageError(path === '' ? problem : `${path === 'badge' ? badge : flagOf(path)}: ${problem}`)
  }
  const { skills } = parsed.value as { skills?: readonly string[] | 'all' }
  const unknown = skills === 'all' ? undefined : skills?.find((skill) => !services.includes(skill))
  if (unknown !== undefined)
    throw new UsageError(`--skills ${unknown}: no such service; give some of ${services.join(', ')}, or all`)
  return { type, body: parsed.value } as StaffOrder
}

const flagOf = (path: string): string =>
  path.startsWith('skillGrants') ? `--grants ${path.split('.')[1] ?? ''}`.trim() : `--${path.split('.')[0]}`

/** Skill, day, last day if there is one, training if there is one. */
function grantsOf(text: string): Record<string, { on: string; until?: string; training?: string }> {
  const grants = text.split(';').flatMap((one) => {
    const [, skill, on = '', until, training] =
      /^(\S+)(?:\s+(\S+))?(?:\s+(\d{4}-\S+))?(?:\s+(.+))?$/u.exec(one.trim()) ?? []
    if (skill === undefined) return []
    return [
      [
        skill,
        { on, ...(until !== undefined && { until }), ...(training !== undefined && { training }) },
      ] as const,
    ]
  })
  return Object.fromEntries(grants)
}

const orderTypes = {
  add: 'add-staff',
  change: 'change-staff',
  disable: 'disable-staff',
  enable: 'enable-staff',
  passkeys: 'remove-passkey',
} as const

const listOf = (text: string): string[] => text.split(',').map((one) => one.trim())

const words: Partial<Record<RefusalReason, string>> = {
  'no-such-staff': 'nobody has this badge number; "staff list" shows all',
  'badge-is-taken': 'this badge number is in use; give another one, or use "staff change"',
  'last-administrator': 'is the last administrator; make somebody else an administrator first',
  'too-many-staff': `a hall has at most ${limits.staffCount} accounts, disabled ones among them`,
}

function accepted(answer: ReturnType<typeof changedStaff>, badge: string): ChangedStaff {
  if (!('refusal' in answer)) return answer
  throw new UsageError(`${badge}: ${words[answer.refusal.reason] ?? answer.refusal.reason}`)
}
