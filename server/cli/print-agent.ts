import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { profileOf } from '../../printers/dialects/paper-profiles.ts'
import { limits } from '../access/limits.ts'
import { lockDirectory } from '../data/data-directory.ts'
import { startPrintAgent } from '../print-agent/agent-client.ts'
import { dataFlag, type Environment, makeCommand, paperFlag, switchFlag, valueFlag } from './flags.ts'
import type { Surroundings } from './surroundings.ts'
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
}

const hallForm = 'the address of the hall, such as https://queue.example'

export const makePrintAgent = (around: Surroundings): Command =>
  makeCommand<Flags>(
    ['print-agent', 'prints at this PC what a hall elsewhere hands over; dials out to --server'],
    [
      valueFlag('--server <url>', 'the hall, https://…; http only to this machine or with --plain-http', {
        read: (text) =>
          URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol) ? new URL(text).origin : undefined,
        allowed: hallForm,
      }),
      valueFlag('--printer <address>', 'the printer at this PC, such as usb:/dev/usb/lp0'),
      dataFlag('./print-agent'),
      paperFlag().default(80),
      valueFlag(
        '--secret-file <file>',
        "holds the device's secret; - reads standard input (or NOWSERVING_DEVICE_SECRET)",
      ),
      switchFlag('--plain-http', 'to a hall elsewhere without TLS, on purpose'),
    ],
    around.environment,
    (flags) => runAgent(flags, around),
  )

function needed(flag: string, value: string | undefined, form: string): string {
  if (value === undefined) throw new UsageError(`${flag} is missing: give ${form}`)
  return value
}

async function runAgent(flags: Flags, around: Surroundings): Promise<void> {
  const { fs, log, print } = around
  const server = needed('--server', flags.server, hallForm)
  const printer = needed('--printer', flags.printer, 'where it is, such as usb:/dev/usb/lp0')
  const isHere = /^(localhost|127\.[\d.]+|\[::1\])$/u.test(new URL(server).hostname)
  if (server.startsWith('http:') && !isHere && !flags.plainHttp)
    throw new UsageError(
      `--server ${server}: the secret would cross the network readable; give https://, or --plain-http on purpose`,
    )
  const secret = secretFrom(flags.secretFile, around.environment)
  const directory = resolve(flags.data)
  await fs.makeDirectory(directory)
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
    log,
    onConnected() {
      if (isFirst) print(`ready ${server}`)
      else log.info('the line to the hall is back')
      isFirst = false
    },
    onRefused: around.fail,
  })
  around.untilStopped(() => agent.stop())
}

/** The secret of the device. It never comes from the arguments, because every user of the machine can read those. */
function secretFrom(file: string | undefined, environment: Environment): string {
  const given = file === undefined ? environment.NOWSERVING_DEVICE_SECRET : readSecret(file)
  const secret = given?.trim()
  if (secret === undefined || secret === '')
    throw new UsageError(
      'the secret of the device is missing: give --secret-file FILE, or NOWSERVING_DEVICE_SECRET; "nowserving device add print-agent --name NAME" at the hall shows one',
    )
  if (!/^[\w-]{1,64}\.[\w-]{43}$/u.test(secret))
    throw new UsageError('the secret of the device is not what "device add" showed: one line, agent-1.… ')
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
