import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { type Sensor, sensors } from '../../printers/dialects/sensors.ts'
import { limits } from '../access/limits.ts'
import { refuseUnusable } from '../data/data-directory.ts'
import { lockDirectory } from '../data/lock/directory-lock.ts'
import { readWhole, writeDurably } from '../journal/durable-file.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { startPrintAgent } from '../print-agent/agent-client.ts'
import { pairAgent } from '../print-agent/pairing.ts'
import { dataFlag, type Environment, makeCommand, paperFlag, switchFlag, valueFlag } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { UsageError } from './usage-error.ts'

interface Flags {
  /** The address of the hall, http or https. */
  readonly server?: string
  readonly printer?: string
  readonly data: string
  readonly paper: 58 | 80
  /** `-` is standard input; undefined: the secret is in NOWSERVING_DEVICE_SECRET. */
  readonly secretFile?: string
  /** Asks the hall to pair this agent, instead of a secret that is given. */
  readonly pair: boolean
  readonly plainHttp: boolean
  readonly ignore: readonly Sensor[]
}

const serverForm = 'the address of the hall, such as https://queue.example'

export const makePrintAgent = (context: ProcessContext): Command =>
  makeCommand<Flags>(
    ['print-agent', 'prints the slips of a hall elsewhere on the printer of this PC; connects to --server'],
    [
      valueFlag(
        '--server <url>',
        'address of the hall, https://…; http only on this machine or with --plain-http',
        {
          parse: (text) =>
            URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol)
              ? new URL(text).origin
              : undefined,
          allowed: serverForm,
        },
      ),
      valueFlag('--printer <address>', 'the printer at this PC, such as usb:/dev/usb/lp0'),
      dataFlag('./print-agent'),
      paperFlag().default(80),
      valueFlag('--ignore <sensors>', 'sensors of the printer that report what is not so, with commas', {
        parse: sensorsIn,
        allowed: `some of ${sensors.join(', ')}, with commas between`,
      }).default([]),
      valueFlag(
        '--secret-file <file>',
        "file with the device's secret; - reads standard input (or NOWSERVING_DEVICE_SECRET)",
      ),
      switchFlag(
        '--pair',
        'shows a code, which an administrator types at /setup, and keeps the secret in --data',
      ),
      switchFlag('--plain-http', 'allows http, without TLS, to a hall on another machine'),
    ],
    context.environment,
    (flags) => runAgent(flags, context),
  )

function sensorsIn(text: string): Sensor[] | undefined {
  const named = text.split(',')
  const found = sensors.filter((sensor) => named.includes(sensor))
  return found.length === named.length ? found : undefined
}

function required(flag: string, value: string | undefined, form: string): string {
  if (value === undefined) throw new UsageError(`${flag} is missing: give ${form}`)
  return value
}

async function runAgent(flags: Flags, context: ProcessContext): Promise<void> {
  const { fs, log, print, printError } = context
  const server = required('--server', flags.server, serverForm)
  const printer = required('--printer', flags.printer, 'the address of the printer, such as usb:/dev/usb/lp0')
  const isLoopback = /^(localhost|127\.[\d.]+|\[::1\])$/u.test(new URL(server).hostname)
  if (server.startsWith('http:') && !isLoopback && !flags.plainHttp)
    throw new UsageError(
      `--server ${server}: the secret would cross the network unencrypted; give https://, or --plain-http on purpose`,
    )
  const given = flags.pair ? undefined : givenSecret(flags.secretFile, context.environment)
  const directory = resolve(flags.data)
  await fs.makeDirectory(directory).catch((error: unknown) => refuseUnusable(directory, error))
  // The lock is held until the process ends, because two agents with one record would print twice.
  await lockDirectory(fs, directory)
  const file = join(directory, secretName)
  const stopping = new AbortController()
  let stopAgent = async (): Promise<void> => stopping.abort()
  context.stopOnSignal(() => stopAgent())
  const pair = () => pairedSecret(server, file, context, stopping.signal)
  const first = flags.pair ? await pair() : (given ?? (await keptSecret(fs, file)))
  if (first === undefined) return
  let secret = first
  let isFirst = true
  const agent = await startPrintAgent({
    fs,
    directory,
    server,
    secret() {
      if (given !== undefined) secret = givenAgain(flags.secretFile) ?? secret
      return secret
    },
    printer,
    profile: profileOf({ width: flags.paper, dpi: 203 }),
    ignore: flags.ignore,
    log,
    onConnected() {
      if (isFirst) print(`ready ${server}`)
      else log.info({ server }, 'reconnected to the hall')
      isFirst = false
    },
    onRefused: context.exitWith,
    async onRemoved() {
      printError(removedWords(server))
      if (given !== undefined) return printError(givenWords(flags.secretFile))
      secret = (await pair().catch((error: Error) => printError(error.message))) ?? secret
    },
  })
  stopAgent = async () => {
    stopping.abort()
    await agent.stop()
  }
}

const removedWords = (server: string): string =>
  `${server} no longer accepts this print agent: an administrator removed it, or another machine took its place. Nothing is printed here until it is paired again.`

/** The way back for an agent whose secret was given to it. */
const givenWords = (file: string | undefined): string =>
  file === undefined || file === '-'
    ? 'Start it again with another secret, or with --pair.'
    : `Put another secret into ${file}, which is read again every minute, or start with --pair.`

/** The secret that a file has by now; undefined when nothing can be read again. */
function givenAgain(file: string | undefined): string | undefined {
  try {
    return file === undefined || file === '-' ? undefined : givenSecret(file, {})
  } catch {
    return undefined
  }
}

/** The file with the secret of an agent that was paired, in its data directory. */
const secretName = 'device-secret'

/** Has the agent paired, and keeps its secret for later starts. Undefined when the process is to stop. */
async function pairedSecret(
  server: string,
  file: string,
  { fs, log, printError }: ProcessContext,
  signal: AbortSignal,
): Promise<string | undefined> {
  const onCode = (code: string) =>
    printError(
      `Pair this print agent: an administrator opens ${server}/setup and types the code ${code} under Devices.`,
    )
  const secret = await pairAgent({ server, log, signal, onCode })
  if (secret !== undefined) await writeDurably(fs, file, [Buffer.from(`${secret}\n`)])
  return secret
}

async function keptSecret(fs: FileSystem, file: string): Promise<string> {
  const bytes = await readWhole(fs, file, limits.secretBytes)
  if (bytes) return checkedSecret(bytes.toString('utf8').trim(), file)
  throw new UsageError(
    'the secret of the device is missing: give --pair to have this agent paired, or --secret-file FILE, or NOWSERVING_DEVICE_SECRET; "nowserving device add print-agent --name NAME" at the hall shows one',
  )
}

/** The secret that was given. Arguments never hold it, because every user of the machine can read them. */
function givenSecret(file: string | undefined, environment: Environment): string | undefined {
  const given = (file === undefined ? environment.NOWSERVING_DEVICE_SECRET : readSecret(file))?.trim()
  if (given === undefined || given === '') return undefined
  return checkedSecret(given, file ?? 'NOWSERVING_DEVICE_SECRET')
}

function checkedSecret(secret: string, where: string): string {
  if (/^[\w.-]{1,64}\.[\w-]{43}$/u.test(secret)) return secret
  throw new UsageError(
    `the secret of the device in ${where} is malformed: give the line that "device add" printed, agent-1.…`,
  )
}

function readSecret(file: string): string {
  try {
    const bytes = readFileSync(file === '-' ? 0 : file)
    return bytes.subarray(0, limits.secretBytes).toString('utf8')
  } catch (error) {
    throw new UsageError(
      `--secret-file ${file} can't be read: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
