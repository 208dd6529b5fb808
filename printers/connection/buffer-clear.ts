import type { Dialect } from '../dialects/dialect.ts'
import { limits } from '../limits.ts'
import type { PrinterConnection } from './connection.ts'

/**
 * Throws away what the printer has received and not printed, at once, whatever is the matter with it: left there, it
 * comes out by itself when somebody loads paper. True when the printer says that it did.
 */
export async function clearBuffer(
  connection: PrinterConnection,
  dialect: Dialect,
  most: number,
): Promise<boolean> {
  if (connection.speaks !== true) return false
  if (dialect.confirmsClear) {
    const cleared = connection.waitFor(({ type }) => type === 'cleared', most)
    await connection.write(dialect.clear)
    return (await cleared) !== undefined
  }
  await connection.write(dialect.clear)
  return false
}

/**
 * For printers that do not say that they cleared: fills up the band that was cut off, so that the next command is read
 * as a command again. A printer in trouble works nothing off; so this is for ready ones. True when all was taken.
 */
export async function fillUp(connection: PrinterConnection): Promise<boolean> {
  for (let left = limits.flushBytes; left > 0 && connection.isOpen; left -= limits.chunkBytes) {
    if ((await connection.write(new Uint8Array(Math.min(left, limits.chunkBytes)))) === 'stalled')
      connection.drop('the printer does not take what would free it')
  }
  return connection.isOpen
}
