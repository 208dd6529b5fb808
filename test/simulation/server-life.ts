import type { Logger } from 'pino'
import type { Identity } from '../../server/access/authentication.ts'
import type { Caller } from '../../server/access/permissions.ts'
import { TicketKeys } from '../../server/access/ticket-keys.ts'
import type { Clock } from '../../server/clock.ts'
import { Maintenance } from '../../server/data/maintenance/maintenance.ts'
import { type OpenHall, openHall } from '../../server/data/open-hall.ts'
import { PersonalTexts } from '../../server/data/personal/personal-texts.ts'
import { SettingsEditor } from '../../server/data/settings-editor.ts'
import { SettingsFile } from '../../server/data/settings-file.ts'
import { errorCode } from '../../server/journal/file-system.ts'
import type { HallKeeper } from '../../server/keeper/hall-keeper.ts'
import type { KeeperJournal } from '../../server/keeper/keeper-types.ts'
import { TicketPrinting } from '../../server/printing/ticket-printing.ts'
import type { Answer } from '../../server/protocol/messages.ts'
import { CommandGateway } from '../../server/web/command-gateway.ts'
import { LiveServer } from '../../server/web/live/live-server.ts'
import { ViewPublisher } from '../../server/web/live/view-publisher.ts'
import { WriteBatcher } from '../../server/web/live/write-batcher.ts'
import { givesNothing, identityOf, noOutsideViews, viewsWithoutDevices } from '../fakes/hand-made-hall.ts'
import { hallDirectory, segmentBytes } from './halls.ts'
import { Process } from './process.ts'
import type { World } from './world.ts'

/** Words of people are kept this long; no purge falls into a day. */

/**
 * One life of the server's program: the real data, keeper, journal, audiences, gateway and sockets, wired as
 * `serveHall` wires them, on the virtual machine. The life ends by itself when the disk refuses a write.
 */
export class ServerLife {
  readonly process: Process
  readonly #world: World
  readonly #onExit: (life: ServerLife, code: number) => void
  #maintenance: Maintenance | undefined
  #sockets: LiveServer | undefined
  #publisher: ViewPublisher | undefined
  #gateway: CommandGateway | undefined
  #desk: TicketPrinting | undefined
  keeper: HallKeeper | undefined
  #isStopping = false

  constructor(world: World, onExit: (life: ServerLife, code: number) => void) {
    this.#world = world
    this.process = new Process(world.scheduler)
    this.#onExit = onExit
  }

  get isReady(): boolean {
    return this.#world.network.listening?.process === this.process
  }

  begin(): void {
    this.#start().catch((error: unknown) => this.#broken(error))
  }

  /** The server was told to stop and is not down yet. */
  get isStopping(): boolean {
    return this.#isStopping && this.process.isAlive
  }

  /** As on SIGTERM: finishes what was acknowledged, tells the screens. */
  stop(): void {
    if (this.#isStopping || !this.isReady) return
    this.#isStopping = true
    // A frozen process hears the signal when it goes on.
    this.process.after(0, () => {
      this.#end().then(
        () => this.#exit(0),
        (error: unknown) => this.#broken(error),
      )
    })
  }

  /** Gives a command over HTTP: no socket, the same gateway. */
  give(type: string, body: unknown, key: string, caller: Caller, reply: (answer: Answer) => void): void {
    this.#gateway?.submit(type, body, key, caller, reply)
  }

  async #end(): Promise<void> {
    await this.keeper?.stop()
    this.#publisher?.close()
    this.#sockets?.stop()
    await this.#desk?.close()
    await this.#maintenance?.end()
  }

  async #start(): Promise<void> {
    const world = this.#world
    const clock = this.#clock()
    const writeBatcher = new WriteBatcher()
    const data = await openHall({
      fs: world.diskOf(this.process),
      directory: hallDirectory,
      segmentBytes,
      randomBytes: (count) => Buffer.from(world.chances.bytes(count)),
      clock,
      onFailure: () => this.#exit(5),
      together: (work) => writeBatcher.together(work),
      watched: (journal) => this.#recorded(journal),
    })
    const { keeper } = data
    world.ledger.recovered(keeper)
    this.keeper = keeper
    const keys = new TicketKeys(data.secret, keeper.hall)
    keeper.listen({ committed: ({ entries }) => keys.follow(keeper.hall, entries) })
    const maintenance = new Maintenance({
      hall: data,
      clock,
      log: this.#log(),
      settingsFile: new SettingsFile({ hall: data, report: (message) => world.trace.note(message) }),
    })
    this.#maintenance = maintenance
    const words = new PersonalTexts(data, clock, this.#log())
    await words.begin()
    const gateway = new CommandGateway({
      keeper,
      keys,
      words,
      settings: new SettingsEditor({ keeper, staff: data.staff }),
      // Nobody is hired during a simulated day, and scrypt would take real time.
      accounts: givesNothing,
      apiKeys: givesNothing,
      devices: givesNothing,
      maintenance: givesNothing,
      phoneUrl: (key) => `http://hall/t/${key}`,
      onRefused: () => undefined,
      onTakeOver: () => undefined,
      onStaff: () => undefined,
    })
    this.#gateway = gateway
    const publisher = new ViewPublisher(keeper, clock)
    this.#publisher = publisher
    const sockets = new LiveServer({
      onTouched: () => undefined,
      keeper,
      publisher,
      gateway,
      keys,
      clock,
      welcomeFields: {
        build: 'simulated',
        epoch: data.journal.epoch,
        now: clock.now,
        trouble: () => keeper.trouble,
      },
      writeBatcher,
      outside: noOutsideViews,
      deviceViews: viewsWithoutDevices(clock),
      devices: {
        hasLeft: () => false,
        isKiosk: () => true,
        followsCalls: () => true,
        standsElsewhere: () => false,
      },
      onRefused: () => undefined,
      isLimited: false,
      admit: (request) => (request as unknown as { identity: Identity }).identity,
    })
    this.#sockets = sockets
    const desk = this.#openDesk(keeper, clock)
    await maintenance.begin(false)
    world.trace.note(`server ready at record ${keeper.seq}`)
    world.network.isMachineOn = true
    world.network.listening = {
      process: this.process,
      knock: (url, caller) => {
        const session = caller.staff && { id: caller.device, badge: caller.staff.badge }
        const identity = identityOf(caller, session)
        const admitted = sockets.admit({ url: url.slice('ws://hall'.length), identity } as never)
        if ('status' in admitted) return undefined
        return (socket, stream) => sockets.open(socket, stream, admitted)
      },
    }
    world.papers.begins()
    desk.begin()
  }

  /** The printers at the kiosks, opened anew by each life. The slips hold only the texts that the checks need. */
  #openDesk(keeper: HallKeeper, clock: Clock): TicketPrinting {
    const { printers, trace } = this.#world
    const slip = (job: string, label: string, copy: number) => ({
      job,
      label,
      copy,
      language: 'en',
      blocks: [],
    })
    this.#desk = new TicketPrinting({
      keeper,
      clock,
      slips: {
        write: ({ label }, job, copy) => slip(job, label, copy),
        testPage: (device) => slip(`test-${device}`, 'test', 1),
      },
      printers: new Map([...printers].map(([device, printer]) => [device, printer.openIn(this.process)])),
      onError: (error) => trace.note(`a paper: ${String(error)}`),
    })
    return this.#desk
  }

  /** Records that the journal reports as durable are written into the book before any other listener is called. */
  #recorded(journal: OpenHall['journal']): KeeperJournal {
    const { ledger } = this.#world
    return {
      write(entries, done) {
        ledger.attempted(entries)
        journal.write(entries, (error) => {
          if (!error) ledger.durable(entries)
          done(error)
        })
      },
      get room() {
        return journal.room
      },
      canWrite: (bytes) => journal.canWrite(bytes),
    }
  }

  #clock(): Clock {
    const { process } = this
    const world = this.#world
    return {
      now: () => world.wall,
      monotonicMs: () => world.scheduler.now - process.startedAt + 1_000,
      // As timers of node: whole milliseconds, at least one.
      after: (ms, task) => process.after(Math.max(1, Math.trunc(ms)), task),
      soon: (task) => void process.after(0, task),
    }
  }

  #log(): Logger {
    const { trace } = this.#world
    const say = (facts: unknown, what?: string) => {
      const { err } = facts as { err?: Error }
      trace.note(`log: ${what ?? String(facts)}${err ? ` (${err.message})` : ''}`)
    }
    return { info: say, warn: say, error: say } as unknown as Logger
  }

  /** The error that ends a start or a stop: the disk may refuse, any other error is a bug. */
  #broken(error: unknown): void {
    const refused = ['EIO', 'ENOSPC'].includes(errorCode(error))
    const isFull = error instanceof Error && error.message.startsWith('the hall could not be started')
    const isClosed = error instanceof Error && error.message === 'the journal takes no more'
    if (refused || isFull || isClosed) return this.#exit(5)
    this.#world.trace.note(`the server broke: ${String(error)}`)
    this.#world.scheduler.fail(error)
    this.#world.scheduler.touch()
  }

  #exit(code: number): void {
    if (!this.process.isAlive) return
    this.process.die()
    this.#world.trace.note(`server ends with exit ${code}`)
    this.#onExit(this, code)
  }
}
