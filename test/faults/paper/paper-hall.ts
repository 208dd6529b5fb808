import { type DevicesDocument, noDevices } from '../../../server/access/devices/devices.ts'
import type { Clock } from '../../../server/clock.ts'
import { settingsOf } from '../../../server/data/hall-settings.ts'
import { type OpenHall, openHall } from '../../../server/data/open-hall.ts'
import type { Command } from '../../../server/hall/commands/command-types.ts'
import type { Entry } from '../../../server/hall/events.ts'
import type { Actor } from '../../../server/hall/ids.ts'
import type { PrintJob } from '../../../server/hall/print-job.ts'
import { realFileSystem as fs } from '../../../server/journal/file-system.ts'
import type { HallKeeper } from '../../../server/keeper/hall-keeper.ts'
import type { KeeperAnswer } from '../../../server/keeper/keeper-types.ts'
import { HallPrinters } from '../../../server/printing/printers.ts'
import { readSlipDesigns } from '../../../server/printing/slip-design.ts'
import { SlipWriter } from '../../../server/printing/slip-writer.ts'
import { TicketPrinting } from '../../../server/printing/ticket-printing.ts'
import { newKey, until } from '../../fakes/driver.ts'

/** A clock that goes on by itself and can be put forward: what was due meanwhile is done at once. */
export class MovedClock implements Clock {
  #ahead = 0
  readonly #tasks = new Set<{ due: number; run: () => void }>()

  now = (): number => Date.now() + this.#ahead
  monotonicMs = (): number => performance.now() + this.#ahead
  soon = (task: () => void): void => void setImmediate(task)

  after(delayMs: number, task: () => void): () => void {
    const run = (): void => {
      clearTimeout(timer)
      if (this.#tasks.delete(one)) task()
    }
    const one = { due: this.monotonicMs() + delayMs, run }
    const timer = setTimeout(run, delayMs)
    this.#tasks.add(one)
    return () => {
      clearTimeout(timer)
      this.#tasks.delete(one)
    }
  }

  pass(ms: number): void {
    this.#ahead += ms
    const due = [...this.#tasks].filter((one) => one.due <= this.monotonicMs())
    for (const { run } of due.sort((one, two) => one.due - two.due)) run()
  }
}

const clerk: Actor = { kind: 'staff', badge: '1001', may: [] }

/** The server's own parts between a command and the paper, on a real disk, in this process, on a clock that is moved. */
export interface PaperHall {
  readonly keeper: HallKeeper
  readonly desk: TicketPrinting
  /** Entries given to the journal since this start, oldest first. */
  readonly entries: readonly Entry[]
  /** By the kiosk, or by somebody at a counter. */
  give(command: Command, actor?: Actor): Promise<Record<string, unknown>>
  /** To counter 1, which is free afterwards. */
  call(ticket: string): Promise<void>
  issue(): Promise<{ ticket: string; label: string }>
  paperOf(ticket: string): PrintJob
  becomes(ticket: string, ...prints: PrintJob['print'][]): Promise<PrintJob>
  /** As SIGTERM ends a hall: its directory can be opened again. */
  stop(): Promise<void>
}

export async function openPaperHall(
  directory: string,
  clock: Clock,
  agentsOf: (data: OpenHall) => DevicesDocument = () => noDevices,
): Promise<PaperHall> {
  const broken: Error[] = []
  const onFailure = (error: Error): void => void broken.push(error)
  const data = await openHall({ fs, directory, clock, onFailure })
  const { file, keeper, journal } = data
  const { hall } = keeper
  const printers = new HallPrinters(undefined, { data: agentsOf(data) }, () => {})
  printers.follow(file)
  const slips = new SlipWriter({
    hall,
    phoneUrl: () => undefined,
    deviceName: (device) => device,
    now: clock.now,
    designs: await readSlipDesigns(fs, directory, file),
    checkCode: () => '',
  })
  const desk = new TicketPrinting({
    keeper,
    clock,
    printers: printers.makers,
    slips,
    onError: (error) => void broken.push(error as Error),
  })
  const entries: Entry[] = []
  keeper.listen({ committed: (commit) => void entries.push(...commit.entries) })
  const answered = (ask: (reply: (answer: KeeperAnswer) => void) => void) =>
    new Promise<Record<string, unknown>>((settle, reject) =>
      ask((answer) => (answer.ok ? settle(answer.result) : reject(new Error(JSON.stringify(answer))))),
    )
  const settings = settingsOf(file, { '1001': { roles: ['counter'], skills: 'all' } })
  const body = { base: hall.settingsRecord.version, settings }
  await answered((reply) => keeper.askAsKeeper({ type: 'change-settings', body }, 'server', reply))
  await answered((reply) => keeper.askAsKeeper({ type: 'start-hall', body: {} }, 'server', reply))
  desk.begin()
  const give: PaperHall['give'] = (command, actor = { kind: 'device' }) =>
    answered((reply) => keeper.ask(command, { actor, device: 'kiosk-1', key: newKey(), hash: 'x' }, reply))
  const paperOf = (ticket: string): PrintJob => {
    const { printing } = (hall.live.get(ticket) ?? hall.ended.get(ticket))!
    if (printing.print === 'none') throw new Error(`${ticket} has no paper`)
    return printing
  }
  return {
    keeper,
    desk,
    entries,
    give,
    issue: async () =>
      (await give({ type: 'issue-ticket', body: { service: 'fees' } })) as { ticket: string; label: string },
    async call(ticket) {
      await give({ type: 'call-ticket', body: { counter: '1', ticket } }, clerk)
      await give({ type: 'mark-no-show', body: { counter: '1' } }, clerk)
    },
    paperOf,
    becomes: (ticket, ...prints) =>
      until(
        `the paper of ${ticket} ${prints.join(' or ')}`,
        () => prints.includes(paperOf(ticket).print) && paperOf(ticket),
      ),
    async stop() {
      await keeper.stop()
      await desk.close()
      await journal.close()
      if (broken.length > 0) throw broken[0]
    },
  }
}
