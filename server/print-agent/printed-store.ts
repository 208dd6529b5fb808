import { join } from 'node:path'
import { z } from 'zod'
import type { AgentEntry, AgentLog } from '../../printers/agent/print-agent.ts'
import { checkedBy } from '../journal/document-check.ts'
import { openDocument } from '../journal/documents.ts'
import { orDelete } from '../journal/errors.ts'
import type { FileSystem } from '../journal/file-system.ts'
import { printOutcome } from '../printing/agent-printers.ts'
import { limits } from './limits.ts'

const printedDocument = z.strictObject({
  format: z.literal(1),
  /** The copies, oldest first; labels and texts of slips are not stored. */
  entries: z.array(
    z.strictObject({
      job: z.string(),
      copy: z.number().int(),
      attempt: z.string(),
      outcome: printOutcome.optional(),
    }),
  ),
})
type Printed = z.output<typeof printedDocument>

const remedy = orDelete('a slip whose outcome the hall does not know yet may come out twice', {
  inBackup: false,
})

/**
 * Opens `printed.json`, the copies that an agent began, with their outcomes. The document is replaced as a whole and
 * synced before the first byte of a copy leaves. A copy that was under way when everything stopped is unsure from
 * then on.
 */
export async function openAgentLog(
  fs: FileSystem,
  directory: string,
): Promise<AgentLog & { isInterrupted: boolean }> {
  const none: Printed = { format: 1, entries: [] }
  const path = join(directory, 'printed.json')
  const document = await openDocument(fs, path, none, checkedBy(printedDocument), remedy)
  const cutOff = { printed: 'unsure', why: 'cut-off' } as const
  const isCutOff = document.data.entries.some(({ outcome }) => outcome === undefined)
  // The last slip may still be in the printer, because no proof of completion came after it.
  const isInterrupted = isCutOff || document.data.entries.at(-1)?.outcome?.printed === 'unsure'
  if (isCutOff) {
    await document.update((now) => ({
      ...now,
      entries: now.entries.map((entry) => ({ ...entry, outcome: entry.outcome ?? cutOff })),
    }))
  }
  const isSame = (job: string, copy: number) => (entry: { job: string; copy: number }) =>
    entry.job === job && entry.copy === copy
  return {
    isInterrupted,
    find(job, copy) {
      const found = document.data.entries.find(isSame(job, copy))
      if (!found) return undefined
      const { outcome, ...facts } = found
      return outcome === undefined ? facts : { ...facts, outcome }
    },
    note(entry: AgentEntry) {
      return document.update((now) => ({
        ...now,
        entries: [...now.entries.filter((one) => !isSame(entry.job, entry.copy)(one)), { ...entry }].slice(
          -limits.agentEntriesKept,
        ),
      }))
    },
  }
}
