import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashPassword } from '../../../server/access/passwords/passwords.ts'
import type { StaffDocument } from '../../../server/access/staff.ts'
import type { Run } from '../clients.ts'
import { HallServer } from '../hall-server.ts'
import { furnishHall } from '../halls.ts'
import { openClients } from '../load.ts'
import { type Bench, type Figures, median, type Part, ratioOf, sum } from '../part.ts'
import type { SigningIn } from '../sign-ins.ts'
import { Worker } from '../worker.ts'

/**
 * Tickets taken one after the other at a kiosk, while nobody signs in and while 50 browsers do all the time, in paired
 * rounds in turn. Passwords have the full cost of a hall, and are worked out one after another.
 */

const browsers = 50
const badges = ['1001', '1002', '1003', '1004']
/** From an answer to the next ticket (ms). */
const pauseMs = 20

/** A hall whose passwords cost what they do outside of a demo. */
async function furnishCostly(directory: string, password: string): Promise<string> {
  await furnishHall(directory)
  const file = join(directory, 'staff.json')
  const document: StaffDocument = JSON.parse(readFileSync(file, 'utf8'))
  const hash = await hashPassword(password)
  const staff = Object.fromEntries(
    Object.entries(document.staff).map(([badge, person]) => [badge, { ...person, password: hash }]),
  )
  writeFileSync(file, JSON.stringify({ ...document, staff }))
  return directory
}

async function run(bench: Bench): Promise<Figures> {
  const password = 'demo'
  const hall = await HallServer.start(await furnishCostly(join(bench.directory, 'sign-ins'), password))
  const kiosk = await openClients('ticket', hall.port, 1)
  const people = new Worker('sign-ins')
  const rounds = bench.quick ? 3 : 5
  const ms = bench.quick ? 1_500 : 4_000
  const tickets = (): Promise<Run> => kiosk.ask<Run>('run', { ms, pauseMs })
  const besideSignIns = async (): Promise<Run & { signIns: number }> => {
    const order: SigningIn = { port: hall.port, browsers, badges, password, ms }
    const signIns = people.ask<number>('run', order)
    const taken = await tickets()
    return { ...taken, signIns: await signIns }
  }
  const quiet: Run[] = []
  const beside: Awaited<ReturnType<typeof besideSignIns>>[] = []
  for (let n = 0; n <= rounds; n += 1) {
    bench.say(n === 0 ? 'warming up' : `round ${n} of ${rounds}`)
    const isQuietFirst = n % 2 === 0
    const early = isQuietFirst ? await tickets() : undefined
    const loud = await besideSignIns()
    const still = early ?? (await tickets())
    if (n === 0) continue
    quiet.push(still)
    beside.push(loud)
  }
  kiosk.close()
  people.close()
  await hall.stop()
  const all = (list: readonly Run[], name: 'p50' | 'p99') => list.map((one) => one[name])
  const row = (name: string, list: readonly Run[]) => ({
    name,
    values: [median(all(list, 'p50')), median(all(list, 'p99')), sum(list.map(({ count }) => count))],
  })
  const later = median(beside.map(({ p99 }, round) => p99 - quiet[round]!.p99))
  return {
    tables: [
      {
        title: `Answers to a kiosk that takes a ticket every ${pauseMs} ms, ${rounds} paired rounds (ms)`,
        columns: ['p50', 'p99', 'tickets'],
        rows: [
          row('nobody signs in', quiet),
          row(
            `${browsers} browsers sign in, ${sum(beside.map(({ signIns }) => signIns))} sign-ins in all`,
            beside,
          ),
        ],
      },
    ],
    marks: [
      {
        what: `p50 of a ticket's answer beside ${browsers} parallel sign-ins, of the quiet one`,
        value: ratioOf(all(beside, 'p50'), all(quiet, 'p50')),
        must: 'at most',
        pass: 1.5,
        aim: 1.2,
      },
      {
        what: 'ms by which its p99 is later than the quiet one',
        value: later,
        must: 'at most',
        pass: 25,
        aim: 10,
      },
    ],
  }
}

export const besideSignIns: Part = {
  name: 'beside-sign-ins',
  about: 'answers to a kiosk while 50 browsers sign in, beside a hall in which nobody does',
  run,
}
