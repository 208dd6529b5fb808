import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { HallMessage, HandOver } from '../../printers/agent/print-agent.ts'
import type { PrinterHealth } from '../../printers/connection/session.ts'
import { noTrouble } from '../../printers/dialects/status.ts'
import {
  notPrintedReasons,
  type PrintOutcome,
  type TicketPrinter,
  type TicketSlip,
  unsureReasons,
} from '../../printers/printer.ts'
import { limits } from './limits.ts'

/** As `PrintOutcome`. */
export const printOutcome = z.discriminatedUnion('printed', [
  z.strictObject({ printed: z.literal('yes') }),
  z.strictObject({ printed: z.literal('no'), why: z.enum(notPrintedReasons) }),
  z.strictObject({ printed: z.literal('unsure'), why: z.enum(unsureReasons) }),
])
const health = z.strictObject({
  reachable: z.boolean(),
  speaks: z.boolean(),
  level: z.enum(['unknown', 'process-id', 'paper-sensor', 'etb-counter', 'none']),
  state: z.strictObject({
    offline: z.boolean(),
    coverOpen: z.boolean(),
    paperEnd: z.boolean(),
    nearEnd: z.boolean(),
    cutterError: z.boolean(),
    deadlyError: z.boolean(),
    passingError: z.boolean(),
  }),
  paper: z.strictObject({ usedMm: z.number().min(0), changes: z.number().int().min(0) }),
  problem: z.string().max(500).optional(),
  missing: z.string().max(200).optional(),
})

/** The messages of an agent; any other closes its connection. */
export const agentMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('outcome'), attempt: z.string().max(64), outcome: printOutcome }),
  z.strictObject({ type: z.literal('ready'), attempt: z.string().max(64) }),
  z.strictObject({ type: z.literal('health'), health }),
])

/** The connection to an agent, while it stands. */
interface AgentLink {
  send(message: HallMessage): void
  close(why: 'replaced' | 'stopping'): void
}

/** The hall's handlers of a connection. */
export interface AgentConnection {
  receive(message: z.output<typeof agentMessage>): void
  lost(): void
}

/** A slip at an agent: once it may begin, only the agent knows its end. */
interface Pending {
  readonly message: HandOver
  /** Called when the agent's printer is ready: records, once, that paper may come out, and lets the agent begin. */
  readonly begin: () => Promise<void>
  /** No outcome will come. */
  giveUp(why: 'timed-out' | 'cut-off'): void
  settle(outcome: PrintOutcome): void
  /** Runs while the agent is away. */
  away: NodeJS.Timeout | undefined
}

interface Agent {
  link: AgentLink | undefined
  health: PrinterHealth
  onHealth: (health: PrinterHealth) => void
  readonly pending: Map<string, Pending>
}

const notHere: PrinterHealth = {
  reachable: false,
  speaks: false,
  level: 'unknown',
  state: noTrouble,
  paper: { usedMm: 0, changes: 0 },
  problem: 'the print agent is not connected',
}

/** The printers at other PCs: each behind an agent that dials in. */
export class AgentPrinters {
  readonly #agents = new Map<string, Agent>()

  #agent(device: string): Agent {
    let agent = this.#agents.get(device)
    if (!agent) {
      agent = { link: undefined, health: notHere, onHealth: () => {}, pending: new Map() }
      this.#agents.set(device, agent)
    }
    return agent
  }

  /**
   * Returns the printer of an agent. Without a connection no slip is handed over: `unreachable`. A slip that was
   * handed over is asked for again, by the same attempt, when the agent returns within `limits.agentReturnMs`.
   * Otherwise it is unsure, if it was allowed to begin.
   */
  printerFor(device: string, onHealth: (health: PrinterHealth) => void = () => {}): TicketPrinter {
    const agent = this.#agent(device)
    agent.onHealth = onHealth
    onHealth(agent.health)
    let closed = false
    return {
      async print(slip, begin) {
        const isThere = (): boolean => !closed && agent.link !== undefined
        return isThere() ? handOver(agent, slip, begin) : { printed: 'no', why: 'unreachable' }
      },
      async close() {
        closed = true
        agent.onHealth = () => {}
        for (const one of agent.pending.values()) one.giveUp('cut-off')
      },
    }
  }

  /**
   * An agent connected. A device has one connection: the newer one replaces the older, which may be half open for
   * ever.
   */
  connect(device: string, link: AgentLink): AgentConnection {
    const agent = this.#agent(device)
    agent.link?.close('replaced')
    agent.link = link
    for (const one of agent.pending.values()) {
      clearTimeout(one.away)
      one.away = undefined
      link.send(one.message)
    }
    return {
      receive(message) {
        if (message.type === 'outcome') return agent.pending.get(message.attempt)?.settle(message.outcome)
        if (message.type === 'ready') {
          const one = agent.pending.get(message.attempt)
          if (one) return void one.begin()
          return link.send({ type: 'leave', attempt: message.attempt })
        }
        const { problem, missing, ...facts } = message.health
        agent.health = {
          ...facts,
          ...(problem === undefined ? {} : { problem }),
          ...(missing === undefined ? {} : { missing }),
        }
        agent.onHealth(agent.health)
      },
      lost() {
        if (agent.link !== link) return
        agent.link = undefined
        agent.health = { ...agent.health, reachable: false, problem: notHere.problem ?? '' }
        agent.onHealth(agent.health)
        for (const one of agent.pending.values()) awaitReturn(one)
      },
    }
  }

  stop(): void {
    for (const { link } of this.#agents.values()) link?.close('stopping')
  }
}

/**
 * Hands a slip over. `begin` is called when the agent's printer is ready; when it rejects, so does the returned
 * promise.
 */
function handOver(agent: Agent, slip: TicketSlip, begin?: () => Promise<void>): Promise<PrintOutcome> {
  const attempt = randomBytes(12).toString('base64url')
  let begun: Promise<void> | undefined
  let mayBegin = false
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => one.giveUp('timed-out'), limits.agentOutcomeMs)
    const forget = (): void => {
      clearTimeout(late)
      clearTimeout(one.away)
      agent.pending.delete(attempt)
    }
    const one: Pending = {
      message: { type: 'print', attempt, slip },
      away: undefined,
      async begin() {
        try {
          begun ??= Promise.resolve(begin?.())
          await begun
        } catch (error) {
          forget()
          agent.link?.send({ type: 'leave', attempt })
          return reject(error)
        }
        // Settled meanwhile as not printed: it must not begin then.
        if (agent.pending.get(attempt) !== one) return agent.link?.send({ type: 'leave', attempt })
        mayBegin = true
        agent.link?.send({ type: 'begin', attempt })
      },
      settle(found) {
        forget()
        resolve(found)
      },
      giveUp: (why) =>
        one.settle(mayBegin ? { printed: 'unsure', why } : { printed: 'no', why: 'unreachable' }),
    }
    agent.pending.set(attempt, one)
    agent.link?.send(one.message)
  })
}

function awaitReturn(one: Pending): void {
  clearTimeout(one.away)
  one.away = setTimeout(() => one.giveUp('cut-off'), limits.agentReturnMs)
}
