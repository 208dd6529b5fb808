import { execFile } from 'node:child_process'
import type { Logger } from 'pino'
import type { Environment } from '../flags.ts'
import { limits } from '../limits.ts'

interface ServiceManager {
  ready(): void
  stopping(): void
}

/**
 * Tells systemd that the hall is ready, and that its loop runs: in half of the watchdog's span each (sd_notify(3)). Node
 * opens no datagram socket of Unix, so the program `systemd-notify` sends the messages. A hall that hangs sends none, and
 * systemd kills and restarts it. Without `NOTIFY_SOCKET` nothing is sent.
 */
export function serviceManager(environment: Environment, log: Pick<Logger, 'warn'>): ServiceManager {
  if (!environment.NOTIFY_SOCKET) return { ready() {}, stopping() {} }
  let hasFailed = false
  const notify = (state: string): void => {
    execFile('systemd-notify', [state], { timeout: limits.notifyMost }, (error) => {
      if (error && !hasFailed)
        log.warn(
          { err: error },
          'systemd could not be told of this hall: install systemd-notify, or take Type=notify and WatchdogSec out of the unit',
        )
      hasFailed = error !== null
    })
  }
  const everyMs = watchdogMs(environment) / 2
  return {
    ready() {
      notify('READY=1')
      if (everyMs > 0) setInterval(() => notify('WATCHDOG=1'), everyMs).unref()
    },
    stopping: () => notify('STOPPING=1'),
  }
}

/** The watchdog's span; 0 when there is none, or when it is meant for another process. */
function watchdogMs({ WATCHDOG_USEC, WATCHDOG_PID }: Environment): number {
  if (WATCHDOG_PID !== undefined && Number(WATCHDOG_PID) !== process.pid) return 0
  const microseconds = Number(WATCHDOG_USEC ?? 0)
  return Number.isFinite(microseconds) ? microseconds / 1e3 : 0
}
