import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { proxyAddresses } from '../../server/cli/serve-flags.ts'
import { UsageError } from '../../server/cli/usage-error.ts'
import { realClock } from '../../server/clock.ts'
import { openDataDirectory } from '../../server/data/data-directory.ts'
import { openHall } from '../../server/data/open-hall.ts'
import { DocumentDamaged, NewerFormat } from '../../server/journal/errors.ts'
import { realFileSystem as fs } from '../../server/journal/file-system.ts'
import { commandLine } from '../fakes/command-line.ts'
import { furnishedDirectory, temporaryDirectory } from '../fakes/running-hall.ts'

/** Errors of a person on the command line and in the documents: each refusal says what is wrong, which, and what to do. */

describe('the command line', () => {
  test.each([
    ['dance', 'dance'],
    ['serve --port abc', '--port abc'],
    ['serve --port 70000', '--port 70000'],
    ['serve --port 1.5', '--port 1.5'],
    ['serve --colour red', '--colour'],
    ['serve demo', 'one command'],
    ['demo --speed fast', '--speed fast'],
    ['demo --speed 0', '--speed 0'],
    ['demo --host 0.0.0.0', '--anyone'],
    ['demo --host 300.1.1.1', '300.1.1.1'],
    ['serve --host 0.0.0.0', '--tls-cert'],
    ['serve --tls-cert a.pem', '--tls-key'],
    ['serve --public-url queue', '--public-url queue'],
    ['serve --public-url ftp://queue.example', '--public-url ftp'],
    ['serve --public-url https://queue.example/hall', 'without a path'],
    ['serve --fault hot --copy 77 --star', 'serve has no flag --fault: it belongs to virtual-printer'],
    ['serve --simulate', 'serve has no flag --simulate: it belongs to demo'],
    ['serve --anyone', 'it belongs to demo'],
    ['verify --port 80', 'it belongs to serve, demo, virtual-printer'],
    ['slip --check A042-7K3XM --printer usb:/dev/usb/lp0', 'it belongs to serve, demo, print-agent'],
    ['serve --prot 80', 'Did you mean --port?'],
    ['serve -p 80', 'serve has no flag -p; "nowserving serve --help" lists its flags'],
    ['serv', 'there is no command "serv": give one of serve, demo,'],
    ['--port 80 serve', 'the command comes first: nowserving serve --port'],
    ['serve --port 80 --port 81', '--port is given twice'],
    ['demo --simulate --simulate', '--simulate is given twice'],
    ['serve --port', '--port has no value: give a whole number from 0 to 65535'],
    ['serve --trust-proxy', '--trust-proxy has no value: give the address or range of the proxy'],
    ['serve --trust-proxy --port 0', '--trust-proxy --port: give the address or range of the proxy'],
    ['serve --trust-proxy true', '--trust-proxy true: give the address or range of the proxy'],
    ['serve --trust-proxy 127.evil', '--trust-proxy 127.evil: give the address'],
    ['serve --trust-proxy 127.0.0.1,', '--trust-proxy 127.0.0.1,: give the address'],
    ['serve --trust-proxy 10.0.0.0/33', '--trust-proxy 10.0.0.0/33: give the address'],
    ['serve --trust-proxy 0.0.0.0/0', '--trust-proxy 0.0.0.0/0: give the address'],
    ['serve --origins https://a.example,b', '--origins https://a.example,b: give addresses such as'],
    ['serve --host 127.evil', '--tls-cert'],
    ['serve --data --port 0', '--data --port: give'],
    ['slip --preview a.png --copy 0', '--copy 0: give a whole number from 1 to 9'],
    ['slip --preview a.png --paper 70', '--paper 70: give 58 or 80'],
    ['slip --check A042', '--check A042: give label and code'],
    ['virtual-printer --fault rain', '--fault rain: give one of no-paper,'],
    ['virtual-printer --page 1.5', '--page 1.5: give a whole number from 0 to 65535, or none'],
    ['device', 'device add print-agent --name NAME'],
    ['device add print-agent', '--name is missing'],
    ['device add print-agent --name \u200B', 'one of them visible'],
    ['print-agent --printer usb:/dev/usb/lp0', '--server is missing: give the address of the hall'],
    ['print-agent --server http://queue.example --printer usb:/dev/usb/lp0', 'or --plain-http on purpose'],
    ['print-agent --server queue.example', '--server queue.example: give the address of the hall'],
    ['print-agent --server https://queue.example', '--printer is missing'],
    ['print-agent --ignore cover-open,rain', '--ignore cover-open,rain: give some of cover-open,'],
  ])('%s is refused, naming %s', async (line, names) => {
    await expect(commandLine(line)).rejects.toThrow(UsageError)
    await expect(commandLine(line)).rejects.toThrow(names)
  })

  test('each verb takes its own flags, and refuses each flag of another verb with the verbs that have it', async () => {
    const { said } = await commandLine('--help')
    const verbs = [...said.matchAll(/^Flags of ([\w-]+):/gmu)].map(([, verb]) => verb!)
    const own = new Map<string, string[]>()
    for (const verb of verbs) {
      const help = (await commandLine(`${verb} --help`)).said
      own.set(
        verb,
        [...help.matchAll(/^ +(?:-\w, )?(--[\w-]+)/gmu)].map(([, flag]) => flag!),
      )
    }
    const flags = new Set([...own.values()].flat())
    let refused = 0
    for (const verb of verbs)
      for (const flag of flags) {
        if (own.get(verb)!.includes(flag)) continue
        const owners = verbs.filter((other) => own.get(other)!.includes(flag)).join(', ')
        const words = `${verb} has no flag ${flag}: it belongs to ${owners}`
        await expect(commandLine(`${verb} ${flag} 1`), words).rejects.toThrow(words)
        refused += 1
      }
    expect(verbs.length).toBeGreaterThan(9)
    expect(refused).toBeGreaterThan(150)
  })

  test.each([
    ['NOWSERVING_PORT', 'abc', '--port abc: give a whole number from 0 to 65535'],
    ['NOWSERVING_ANYONE', 'maybe', '--anyone maybe: give true or false'],
    ['NOWSERVING_TRUST_PROXY', '1', `--trust-proxy 1: give ${proxyAddresses}`],
  ])('a wrong %s is refused, naming the variable', async (name, value, problem) => {
    const refused = `${problem} (in the environment variable ${name})`
    await expect(commandLine('demo', { [name]: value })).rejects.toThrow(new UsageError(refused))
  })

  test('listens on loopback, port 8080, in ./data unless told otherwise', async () => {
    expect((await commandLine('serve')).hall).toEqual({
      verb: 'serve',
      port: 8080,
      host: '127.0.0.1',
      data: './data',
      plainHttp: false,
      acceptClock: false,
      anyone: false,
      simulate: false,
      speed: 1,
    })
    const { hall } = await commandLine('demo')
    expect(hall).toMatchObject({ verb: 'demo', simulate: false, speed: 1 })
    expect(hall?.data).toBeUndefined()
    expect((await commandLine(['serve', '--data', ''])).hall).toMatchObject({ data: './data' })
  })

  test.each([
    ['NOWSERVING_PORT', '81', { port: 81 }],
    ['NOWSERVING_HOST', 'localhost', { host: 'localhost' }],
    ['NOWSERVING_DATA', '/srv/hall', { data: '/srv/hall' }],
    ['NOWSERVING_PRINTER', 'tcp://10.0.0.9:9100', { printer: 'tcp://10.0.0.9:9100' }],
    ['NOWSERVING_PUBLIC_URL', 'https://queue.example/', { publicUrl: 'https://queue.example' }],
    ['NOWSERVING_PLAIN_HTTP', 'true', { plainHttp: true }],
    ['NOWSERVING_TRUST_PROXY', '127.0.0.1, 10.0.0.0/24', { trustProxy: ['127.0.0.1', '10.0.0.0/24'] }],
    [
      'NOWSERVING_ORIGINS',
      'http://a.example/,https://b.example:8443',
      { origins: ['http://a.example', 'https://b.example:8443'] },
    ],
    ['NOWSERVING_ANYONE', 'yes', { anyone: true }],
    ['NOWSERVING_SIMULATE', 'true', { simulate: true }],
    ['NOWSERVING_SPEED', '20', { speed: 20 }],
    ['NOWSERVING_SIMULATE', 'no', { simulate: false }],
    ['NOWSERVING_PRINTER', '', { port: 82 }],
    ['NOWSERVING_COPY', 'of another command', { port: 82 }],
  ])('takes %s from the environment (%j); a flag goes before it', async (name, value, expected) => {
    expect((await commandLine('demo --port 82', { NOWSERVING_PORT: '83' })).hall).toMatchObject({ port: 82 })
    const { hall } = await commandLine(name === 'NOWSERVING_PORT' ? 'demo' : 'demo --port 82', {
      [name]: value,
    })
    expect(hall).toMatchObject(expected)
  })
})

describe('a document', () => {
  const opened = async (file: string, text: string) => {
    const directory = await furnishedDirectory()
    writeFileSync(join(directory, file), text)
    const onFailure = (error: Error) => {
      throw error
    }
    return openHall({ fs, directory, clock: realClock, onFailure }).then(
      () => undefined,
      (error: unknown) => error,
    )
  }
  const hallWith = async (change: (hall: Record<string, unknown>) => void) => {
    const hall = JSON.parse(readFileSync(join(await furnishedDirectory(), 'hall.json'), 'utf8'))
    change(hall)
    return JSON.stringify(hall, null, 2)
  }

  test('with a wrong field is refused with line, column, field and what is wrong', async () => {
    const text = await hallWith((hall) => {
      hall.counters = { '1': { name: { en: 'One' }, profile: 'nobody-knows' } }
    })
    const error = (await opened('hall.json', text)) as DocumentDamaged
    expect(error).toBeInstanceOf(DocumentDamaged)
    expect(error.message).toMatch(
      /hall\.json, line \d+, column \d+, field counters\.1\.profile: there is no profile "nobody-knows"/u,
    )
    expect(text.split('\n')[error.line - 1]).toContain('nobody-knows')
  })

  test('with a reason that nobody has words for is refused, and says which have some', async () => {
    const text = await hallWith((hall) => {
      hall.reasons = { pause: { meal: {}, repair: { en: 'Under repair' }, fire: {} } }
    })
    const error = (await opened('hall.json', text)) as DocumentDamaged
    expect(error.message).toMatch(/field reasons\.pause\.fire: "fire" has no words .* break, meal, papers/u)
    expect(text.split('\n')[error.line - 1]).toContain('fire')
  })

  test('that names its groups is refused when a service is of another one', async () => {
    const text = await hallWith((hall) => {
      const [service] = Object.values(hall.services as Record<string, Record<string, unknown>>)
      Object.assign(hall, { groups: { home: { 'zh-CN': '住户服务', en: 'For residents' } } })
      if (service) service.group = 'hmoe'
    })
    const error = (await opened('hall.json', text)) as DocumentDamaged
    expect(error.message).toContain('there is no group "hmoe"')
  })

  test('with a service that is offered and no counter calls is refused; a hidden one is not', async () => {
    const text = await hallWith((hall) => {
      hall.profiles = { general: [{ services: ['tenancy'] }, { services: ['fees'] }], 'sent-only': [] }
      for (const service of ['renovation', 'repairs', 'parking'])
        Object.assign((hall.services as Record<string, object>)[service]!, { hidden: true })
    })
    const error = (await opened('hall.json', text)) as DocumentDamaged
    expect(error.message).toMatch(/line \d+, column \d+, field services\.passes: no counter calls it/u)
    expect(text.split('\n')[error.line - 1]).toContain('"passes"')
  })

  test('with 10,000 counters is refused by their number alone, before each of them is judged', async () => {
    const text = await hallWith((hall) => {
      hall.counters = Object.fromEntries(
        Array.from({ length: 10_000 }, (_, n) => [`c${n}`, { name: { en: `C ${n}` }, profile: 'nobody' }]),
      )
    })
    const { message } = (await opened('hall.json', text)) as DocumentDamaged
    expect(message).toContain('field counters: at most 500 counters, here are 10000: take some out')
    expect(message).not.toContain('nobody')
  })

  test('with an unknown field is refused by its name', async () => {
    const text = await hallWith((hall) => {
      hall.colour = 'red'
    })
    expect(String(await opened('hall.json', text))).toContain('colour')
  })

  test.each([
    ['hall.json', '{"format": 2, "id": "demo"}'],
    ['staff.json', '{"format": 2, "staff": {}}'],
    ['sessions.json', '{"format": 2, "sessions": {}}'],
  ])('(%s) of a newer format is refused as such', async (file, text) => {
    expect(await opened(file, text)).toBeInstanceOf(NewerFormat)
  })

  test.each([
    ['hall.json', ''],
    ['staff.json', '{"format":1,"staff":{"1001":{"name":"x"}}}'],
    ['staff.json', '{"format":1,"staff":{"1001":{"name":"x","roles":["king"],"password":"scrypt:"}}}'],
  ])('(%s: %j) that is damaged is named', async (file, text) => {
    const error = await opened(file, text)
    expect(error).toBeInstanceOf(DocumentDamaged)
    expect(String(error)).toContain(file)
  })

  test.each(['', '{"format":1}', '{"format":1,"sessions":{"x":{"badge":1}}}'])(
    '(sessions.json: %j) that is damaged is begun anew, because everybody can sign in again',
    async (text) => {
      expect(await opened('sessions.json', text)).toBeUndefined()
    },
  )
})

test.each(['repair', 'staff disable 1001', 'device add print-agent --name Hall', 'backup /proc/none'])(
  'a backup stays as it was made: %s refuses it as a start does',
  async (line) => {
    const backup = await furnishedDirectory()
    writeFileSync(join(backup, 'backup.json'), '{}')
    const before = readdirSync(backup)
    const isRefused = expect.objectContaining({
      name: 'DirectoryIsBackup',
      message: expect.stringContaining(`${backup} holds a backup (backup.json), which stays as it was made`),
    })
    await expect(openDataDirectory(fs, backup, 'serve')).rejects.toEqual(isRefused)
    await expect(commandLine(`${line} --data ${backup}`)).rejects.toEqual(isRefused)
    expect(readdirSync(backup)).toEqual(before)
  },
)

test('of two backups into one folder at once the second is refused in words, and the first is whole', async () => {
  const [directory, folder] = [await furnishedDirectory(), temporaryDirectory()]
  const line = `backup ${folder} --data ${directory}`
  const ended = await Promise.allSettled([commandLine(line), commandLine(line)])
  const refused = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
  expect(refused).toEqual([
    expect.stringContaining(`another backup is being written to ${folder}: wait until`),
  ])
  const [name, ...more] = readdirSync(folder)
  expect(more).toEqual([])
  expect((await commandLine(`verify --data ${join(folder, name!)}`)).code).toBe(0)
})
