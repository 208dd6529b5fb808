import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { type Sensor, sensors } from '../../printers/dialects/sensors.ts'
import { limits } from '../access/limits.ts'
import { lockDirectory, refuseUnusable } from '../data/data-directory.ts'
import { startPrintAgent } from '../print-agent/agent-client.ts'
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
  const { fs, log, print } = context
  const server = required('--server', flags.server, serverForm)
  const printer = required('--printer', flags.printer, 'the address of the printer, such as usb:/dev/usb/lp0')
  const isLoopback = /^(localhost|127\.[\d.]+|\[::1\])$/u.test(new URL(server).hostname)
  if (server.startsWith('http:') && !isLoopback && !flags.plainHttp)
    throw new UsageError(
      `--server ${server}: the secret would cross the network unencrypted; give https://, or --plain-http on purpose`,
    )
  const secret = secretFrom(flags.secretFile, context.environment)
  const directory = resolve(flags.data)
  await fs.makeDirectory(directory).catch((error: unknown) => refuseUnusable(directory, error))
  // The lock is held until the process ends, because two agents with one record would print twice.
  await lockDirectory(fs, directory)
  let isFirst = true
  const agent = await startPrintAgent({
    fs,
    directory,
    server,
    secret,
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
  })
  context.stopOnSignal(() => agent.stop())
}

/** The secret of the device. Arguments never hold it, because every user of the machine can read them. */
function secretFrom(file: string | undefined, environment: Environment): string {
  const given = file === undefined ? environment.NOWSERVING_DEVICE_SECRET : readSecret(file)
  const secret = given?.trim()
  if (secret === undefined || secret === '')
    throw new UsageError(
      'the secret of the device is missing: give --secret-file FILE, or NOWSERVING_DEVICE_SECRET; "nowserving device add print-agent --name NAME" at the hall shows one',
    )
  if (!/^[\w-]{1,64}\.[\w-]{43}$/u.test(secret))
    throw new UsageError(
      'the secret of the device is malformed: give the line that "device add" printed, agent-1.…',
    )
  return secret
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
