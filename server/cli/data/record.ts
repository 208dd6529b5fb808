import { resolve } from 'node:path'
import type { Command } from 'commander'
import { settingsOf } from '../../data/hall-settings.ts'
import { readHallFile } from '../../data/open-data.ts'
import { exportLines } from '../../data/record/export.ts'
import { dayAt, RecordReader } from '../../data/record/record-reader.ts'
import { RowFilter } from '../../data/record/rows.ts'
import { dayOf } from '../../hall/business-day.ts'
import { type Closing, type RecordRow, recordDay, recordFilter } from '../../protocol/record.ts'
import { dataFlag, makeCommand, valueFlag } from '../flags.ts'
import type { ProcessContext } from '../process-context.ts'
import { UsageError } from '../usage-error.ts'

const usage = 'record [DAY]'
const filters = {
  who: 'a badge number, device, phone, keeper, or the id of a device',
  what: 'a command, such as finish',
  counter: 'the id of a counter',
  ticket: 'a label, or an internal ticket id',
} as const
type FilterName = keyof typeof filters

type RecordFlags = { readonly data: string; readonly as: 'csv' | 'ndjson' } & {
  readonly [F in FilterName]?: string
}

export const makeRecord = (context: ProcessContext): Command =>
  makeCommand<RecordFlags>(
    ['record', `"${usage}" prints who did what, when and from which device on a business day`],
    [
      ...Object.entries(filters).map(([name, what]) => filterFlag(name as FilterName, what)),
      valueFlag('--as <form>', 'csv, or ndjson: one JSON object a line', {
        parse: (text) => ['csv', 'ndjson'].find((one) => one === text),
        allowed: 'csv or ndjson',
      }).default('csv'),
      dataFlag('./data'),
    ],
    context.environment,
    async (flags, args) => {
      const [day, ...rest] = args
      if (rest.length > 0 || (day !== undefined && !recordDay.safeParse(day).success))
        throw new UsageError(
          `${usage.split(' ')[0]} ${args.join(' ')}: give one business day such as 2026-11-29`,
        )
      await printRecord(context, flags, day)
    },
  )
    .argument('[day...]')
    .usage('[DAY] [flags]')

const filterFlag = (name: FilterName, what: string) =>
  valueFlag(`--${name} <${name}>`, `only rows of ${what}`, {
    parse: (text) => recordFilter.shape[name].safeParse(text).data,
    allowed: what,
  })

/** Prints the record of a data directory or a backup; the hall may run meanwhile. Throws `DataDamaged`. */
async function printRecord(
  { fs, print }: ProcessContext,
  { data, as, who, what, counter, ticket }: RecordFlags,
  asked: string | undefined,
): Promise<void> {
  const directory = resolve(data)
  const settings = settingsOf(await readHallFile(fs, directory), {}, undefined)
  const day = asked ?? dayOf(Date.now(), settings)
  const reader = new RecordReader(fs, directory)
  const rows = reader.day({ ...dayAt(day, settings), upTo: Number.POSITIVE_INFINITY })
  const filter = new RowFilter({ who, what, counter, ticket })
  for await (const line of exportLines(filtered(rows, filter), as)) print(line.trimEnd())
}

/** The closing hash covers all rows of the day, so that it stays with those that were asked for. */
async function* filtered(
  rows: AsyncIterable<RecordRow | Closing>,
  filter: RowFilter,
): AsyncGenerator<RecordRow | Closing> {
  for await (const row of rows) if (!('seq' in row) || filter.fits(row)) yield row
}
