import { resolve } from 'node:path'
import type { Command } from 'commander'
import { makeDeviceSecret, openDevices } from '../access/devices.ts'
import { DirectoryInUse, lockDirectory } from '../data/data-directory.ts'
import { NoHall } from '../data/errors.ts'
import { readHallFile } from '../data/open-data.ts'
import type { FileSystem } from '../journal/file-system.ts'

import { dataFlag, makeCommand, valueFlag } from './flags.ts'
import type { Surroundings } from './surroundings.ts'
import { UsageError } from './usage-error.ts'

const only = 'device add print-agent --name NAME'

export const makeDevice = (around: Surroundings): Command =>
  makeCommand<{ name?: string; data: string }>(
    ['device', `"${only}" shows the secret of a new print agent, once; the hall is stopped`],
    [
      valueFlag('--name <name>', 'how people call the device', {
        read: (text) => (text.length <= 200 ? text : undefined),
        allowed: 'at most 200 characters',
      }),
      dataFlag('./data'),
    ],
    around.environment,
    async ({ name, data }, words) => {
      if (words.join(' ') !== 'add print-agent')
        throw new UsageError(`device ${words.join(' ')}: "${only}" is what it can do`)
      if (name === undefined) throw new UsageError('--name is missing: give what people call the device')
      await addPrintAgent(around.fs, { name, data, now: Date.now() }, around.print, around.printError)
    },
  )
    .argument('[words...]')
    .usage('add print-agent --name NAME [flags]')

/**
 * Adds a print agent to a hall that is stopped. `print` gets the secret, which is shown only here, and `printError` the
 * instructions. Throws `DirectoryInUse` while the hall runs, because it reads the document of devices at its start.
 */
async function addPrintAgent(
  fs: FileSystem,
  options: { data: string; name: string; now: number },
  print: (line: string) => void,
  printError: (line: string) => void,
): Promise<void> {
  const directory = resolve(options.data)
  if (!(await fs.stat(directory)))
    throw new NoHall(`${directory} is missing: there is no hall. Nothing was changed.`)
  const release = await lockDirectory(fs, directory).catch((error: unknown) => {
    if (!(error instanceof DirectoryInUse)) throw error
    throw new HallRuns(directory)
  })
  try {
    const hall = await readHallFile(fs, directory)
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
      `1. In ${directory}/hall.json give the kiosk that prints there "printer": "agent:${id}", and start the hall.`,
    )
    printError('2. At the PC with the printer, with the secret in a file that only its user reads:')
    printError(
      '   nowserving print-agent --server https://HALL --printer usb:/dev/usb/lp0 --secret-file FILE',
    )
  } finally {
    await release()
  }
}

class HallRuns extends DirectoryInUse {
  constructor(directory: string) {
    super(directory)
    this.message = `the hall in ${directory} is running, and reads who may come in when it starts: stop it, add the device, start it again`
  }
}
