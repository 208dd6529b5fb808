import { resolve } from 'node:path'
import type { Command } from 'commander'
import { makeDeviceSecret, openDevices } from '../access/devices/devices.ts'
import { refuseBackup } from '../data/data-directory.ts'
import { NoHall } from '../data/errors.ts'
import { DirectoryInUse, lockDirectory } from '../data/lock/directory-lock.ts'
import { readHallFile } from '../data/open-data.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { deviceName } from '../protocol/fields.ts'
import { wireLimits } from '../protocol/limits.ts'
import { dataFlag, makeCommand, valueFlag } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { UsageError } from './usage-error.ts'

const usage = 'device add print-agent --name NAME'

export const makeDevice = (context: ProcessContext): Command =>
  makeCommand<{ name?: string; data: string }>(
    ['device', `"${usage}" adds a print agent and shows its secret, once; stop the hall first`],
    [
      valueFlag('--name <name>', 'the name of the device, for people', {
        parse: (text) => deviceName.safeParse(text).data,
        allowed: `a name of at most ${wireLimits.deviceNameLength} characters, one of them visible`,
      }),
      dataFlag('./data'),
    ],
    context.environment,
    async ({ name, data }, args) => {
      if (args.join(' ') !== 'add print-agent')
        throw new UsageError(`device ${args.join(' ')}: unknown; give "${usage}"`)
      if (name === undefined)
        throw new UsageError('--name is missing: give the name of the device, for people')
      await addPrintAgent(context.fs, { name, data, now: Date.now() }, context.print, context.printError)
    },
  )
    .argument('[words...]')
    .usage('add print-agent --name NAME [flags]')

/**
 * Adds a print agent to a hall that is stopped. `print` gets the secret, which is shown only here, and `printError` the
 * instructions. Throws `DirectoryInUse` while the hall runs, because a hall reads `devices.json` only at its start.
 */
async function addPrintAgent(
  fs: FileSystem,
  options: { data: string; name: string; now: number },
  print: (line: string) => void,
  printError: (line: string) => void,
): Promise<void> {
  const directory = resolve(options.data)
  if (!(await fs.stat(directory)))
    throw new NoHall(`${directory} is missing: there is no hall. Give the directory of one with --data.`)
  const release = await lockDirectory(fs, directory).catch((error: unknown) => {
    if (!(error instanceof DirectoryInUse)) throw error
    throw new HallIsRunning(directory)
  })
  try {
    const hall = await readHallFile(fs, directory)
    await refuseBackup(fs, directory)
    const devices = await openDevices(fs, directory)
    const taken = new Set([...Object.keys(devices.data.devices), ...hall.devices.map(({ id }) => id)])
    let n = 1
    while (taken.has(`agent-${n}`)) n += 1
    const id = `agent-${n}`
    const { secret, hash } = makeDeviceSecret(id)
    const device = { kind: 'print-agent', name: options.name, hash, addedAt: options.now } as const
    await devices.update((now) => ({ ...now, devices: { ...now.devices, [id]: device } }))
    print(secret)
    printError(
      `This is the secret of "${options.name}" (${id}). It is shown once: only its hash is kept, in devices.json.`,
    )
    printError(
      `1. In ${directory}/hall.json set "printer": "agent:${id}" at the kiosk that prints there, and start the hall.`,
    )
    printError(
      '2. At the PC with the printer, store the secret in a file that only its user can read, and run:',
    )
    printError(
      '   nowserving print-agent --server https://HALL --printer usb:/dev/usb/lp0 --secret-file FILE',
    )
  } finally {
    await release()
  }
}

class HallIsRunning extends DirectoryInUse {
  constructor(directory: string) {
    super(directory)
    this.message = `the hall in ${directory} is running, and reads devices.json only when it starts: stop it, add the device, start it again`
  }
}
