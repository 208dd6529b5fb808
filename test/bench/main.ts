import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Figures, isMet, markText, type Part, tableText } from './part.ts'
import { formerPart, parts } from './parts.ts'

/** `npm run bench`: floors and ours in one run, as tables and JSON. Exit 1 when a mark is missed. */

const usage = `npm run bench -- [--only PART[,PART]] [--quick] [--json FILE] [--directory DIR] [--former DIR]

${parts.map(({ name, about }) => `  ${name.padEnd(22)} ${about}`).join('\n')}

  --quick        short rounds and small halls: to try it, not to quote it
  --json FILE    where all figures go (dist/bench/figures.json)
  --former DIR   ${formerPart.about}; nothing else is measured
  --directory    where the halls of the run lie, on the disk to be measured (dist/bench)
`

const write = (text: string): void => void process.stdout.write(`${text}\n`)

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    json: { type: 'string', default: 'dist/bench/figures.json' },
    directory: { type: 'string', default: 'dist/bench' },
    former: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

function chosen(): readonly Part[] {
  if (values.former !== undefined) {
    process.env.NOWSERVING_FORMER = resolve(values.former)
    return [formerPart]
  }
  const names = values.only?.split(',') ?? parts.map(({ name }) => name)
  const unknown = names.find((name) => !parts.some((part) => part.name === name))
  if (unknown === undefined) return parts.filter(({ name }) => names.includes(name))
  process.stderr.write(`there is no part "${unknown}"\n\n${usage}`)
  process.exit(2)
}

function commitOf(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return 'unknown'
  }
}

const machine = {
  commit: commitOf(),
  node: process.version,
  at: new Date().toISOString(),
  processors: `${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
  memoryGb: Math.round(totalmem() / 2 ** 30),
}

async function run(part: Part, directory: string): Promise<Figures> {
  const begunAt = performance.now()
  const say = (line: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${part.name}: ${line}`)
  }
  mkdirSync(directory, { recursive: true })
  const figures = await part.run({ quick: values.quick, directory, say })
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K')
  rmSync(directory, { recursive: true, force: true })
  for (const table of figures.tables) write(tableText(table))
  if (figures.marks.length > 0) write(`\n${figures.marks.map(markText).join('\n')}`)
  write(`\n  (${part.name}: ${Math.round((performance.now() - begunAt) / 1000)} s)`)
  return figures
}

async function main(): Promise<void> {
  if (values.help) return write(usage)
  const chosenParts = chosen()
  mkdirSync(values.directory, { recursive: true })
  const directory = mkdtempSync(join(resolve(values.directory), 'halls-'))
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }))
  write(
    `${machine.commit}, ${machine.processors}, ${machine.memoryGb} GB, Node ${machine.node}, load ${loadavg()[0]!.toFixed(1)}${values.quick ? ', QUICK' : ''}`,
  )
  const figures: Record<string, Figures> = {}
  for (const part of chosenParts) figures[part.name] = await run(part, join(directory, part.name))
  mkdirSync(dirname(values.json), { recursive: true })
  writeFileSync(
    values.json,
    `${JSON.stringify({ machine, quick: values.quick, load: loadavg(), figures }, null, 2)}\n`,
  )
  const marks = Object.values(figures).flatMap((one) => one.marks)
  const missed = marks.filter((mark) => !isMet(mark))
  write(
    `\nbench: ${marks.length - missed.length} marks passed, ${missed.length} missed; figures in ${values.json}`,
  )
  process.exit(missed.length > 0 ? 1 : 0)
}

process.on('SIGINT', () => process.exit(130))
await main()
