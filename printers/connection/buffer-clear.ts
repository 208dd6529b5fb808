import type { Dialect } from '../dialects/dialect.ts'
import { limits } from '../limits.ts'
import type { PrinterConnection } from './connection.ts'

/**
 * Clears the printer's buffer at once, in any state of the printer. A job left there would come out by itself when
 * somebody loads paper. Returns true when the printer confirms.
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
 * Fills the raster band that was cut off with blank rows, so that the next command is read as one. For printers that
 * confirm no clearing, and only for ready ones, because others read nothing. True when all was taken.
 */
export async function fillUp(connection: PrinterConnection): Promise<boolean> {
  for (let left = limits.flushBytes; left > 0 && connection.isOpen; left -= limits.chunkBytes) {
    if ((await connection.write(new Uint8Array(Math.min(left, limits.chunkBytes)))) === 'stalled')
      connection.drop('the printer accepts no data to end its interrupted raster')
  }
  return connection.isOpen
}
