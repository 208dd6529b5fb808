import { mkdir, writeFile } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { join, resolve } from 'node:path'
import type { Command } from 'commander'
import { ipAddressOf, isLoopbackAddress } from '../../access/addresses.ts'
import { errorCode } from '../../journal/file-system.ts'
import { makeCommand, valueFlag } from '../flags.ts'
import { limits } from '../limits.ts'
import type { ProcessContext } from '../process-context.ts'
import { UsageError } from '../usage-error.ts'
import { makeLocalCertificate } from './local-certificate.ts'

const files = { authority: 'hall-authority.crt', certificate: 'hall.crt', key: 'hall.key' } as const

export const makeCertificate = (context: ProcessContext): Command =>
  makeCommand<{ out: string; names?: string[] }>(
    ['certificate', 'makes a certificate for TLS on the own network, and the authority that devices install'],
    [
      valueFlag('--out <folder>', 'the folder of the new files').default('./certificate'),
      valueFlag(
        '--names <list>',
        'names and addresses of the hall, with commas between; those of this machine otherwise',
        {
          parse: namesOf,
          allowed: `names such as hall.local and addresses, with commas between, at most ${limits.certificateNames}`,
        },
      ),
    ],
    context.environment,
    async ({ out, names = namesOfMachine() }) => {
      const folder = resolve(out)
      const made = makeLocalCertificate(names, Date.now())
      await mkdir(folder, { recursive: true, mode: 0o700 })
      // The key last: it is only of use with the other two.
      for (const part of ['authority', 'certificate', 'key'] as const)
        await writeNew(join(folder, files[part]), made[part], part === 'key' ? 0o600 : 0o644)
      for (const line of wordsFor(folder, names, made.endsAt)) context.print(line)
    },
  )

/** Never over an existing file, and through no link. */
async function writeNew(path: string, content: string, mode: number): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'wx', mode })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    throw new UsageError(
      `${path} is there already and stays: move it away, or give another folder with --out`,
    )
  }
}

/** Undefined for a list with an entry that is neither a name nor an address. */
function namesOf(given: string): string[] | undefined {
  const names = given.split(',').map((one) => one.trim())
  const isName = (one: string) =>
    /^(?=.{1,253}$)[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*$/iu.test(one)
  const usual = names.map((one) => ipAddressOf(one) ?? (isName(one) ? one.toLowerCase() : undefined))
  return usual.includes(undefined) || usual.length > limits.certificateNames ? undefined : (usual as string[])
}

/** Names by which other machines of the network may know this one, and loopback. */
function namesOfMachine(): string[] {
  const own = hostname().toLowerCase()
  const named = namesOf(own) && !ipAddressOf(own) ? [own, ...(own.includes('.') ? [] : [`${own}.local`])] : []
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => (list ?? []).map(({ address }) => ipAddressOf(address) ?? ''))
    // A link-local address cannot stand in the address bar of a browser.
    .filter((address) => address !== '' && !isLoopbackAddress(address) && !address.startsWith('fe80:'))
  const all = [...named, ...addresses, 'localhost', '127.0.0.1', '::1']
  return [...new Set(all)].slice(0, limits.certificateNames)
}

const wordsFor = (folder: string, names: readonly string[], endsAt: number): string[] => [
  `made for ${names.join(', ')}; valid until ${new Date(endsAt).toISOString().slice(0, 10)}`,
  `1. Start the hall with --tls-cert ${join(folder, files.certificate)} --tls-key ${join(folder, files.key)}`,
  `2. Install ${join(folder, files.authority)} on each kiosk, board and staff computer, as docs/network.md says`,
  'Phones of customers do not know this authority: they need a certificate with a public name.',
]
