import { Command, Option } from 'commander'
import { limits } from './limits.ts'
import { UsageError } from './usage-error.ts'

/** Flags of all commands: each at most once, also from the environment, each refusal with the allowed values. */

export type Environment = Readonly<Record<string, string | undefined>>

/** Parses the text of a flag; undefined when it is invalid. `allowed` completes "give …". */
export interface ValueParser {
  readonly parse: (text: string) => unknown
  readonly allowed: string
}

const anyText: ValueParser = {
  parse: (text) => (text.length > 0 && text.length <= limits.valueLength ? text : undefined),
  allowed: `at most ${limits.valueLength} characters`,
}

export const numberFrom = (from: number, to: number): ValueParser => ({
  parse(text) {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    return value >= from && value <= to ? value : undefined
  },
  allowed: `a number from ${from} to ${to}`,
})

export const wholeNumberFrom = (from: number, to: number): ValueParser => ({
  parse(text) {
    const value = text.trim() === '' ? Number.NaN : Number(text)
    return Number.isInteger(value) && value >= from && value <= to ? value : undefined
  },
  allowed: `a whole number from ${from} to ${to}`,
})

export const port = wholeNumberFrom(0, limits.highestPort)

/** The allowed values of each flag that has one, as completes "give …". */
const allowedOf = new WeakMap<Option, string>()

/** The text of a `UsageError` for a flag without its value. */
export const missingValue = (option: Option): string =>
  `${option.long} has no value: give ${allowedOf.get(option)}`

/** A flag with a value, such as `--port <n>`. An empty value counts as none, because scripts write `--data "$DIR"`. */
export function valueFlag(flags: string, what: string, { parse, allowed }: ValueParser = anyText): Option {
  const option = new Option(flags, what)
  allowedOf.set(option, allowed)
  return option.argParser((text: string, previous: unknown) => {
    if (text === '') return previous
    const value = text.startsWith('--') ? undefined : parse(text)
    if (value === undefined) throw new UsageError(`${option.long} ${text}: give ${allowed}`)
    return value
  })
}

/** A flag without a value, such as `--simulate`. */
export const switchFlag = (flag: string, what: string): Option => new Option(flag, what)

export const dataFlag = (standard?: string): Option => {
  const option = valueFlag('--data <dir>', 'the data directory')
  return standard === undefined ? option : option.default(standard)
}

export const acceptClockFlag = (): Option => switchFlag('--accept-clock', 'accepts the clock after a jump')

export const paperFlag = (): Option =>
  valueFlag('--paper <mm>', 'width of the roll in mm: 58 or 80', {
    parse: (text) => ({ 58: 58, 80: 80 })[text],
    allowed: '58 or 80, the width of the roll in millimetres',
  })

/** A command that refuses a flag given twice; `run` has its flags, with those of the environment, as `Flags`. */
export function makeCommand<Flags>(
  [name, what]: readonly [name: string, what: string],
  options: readonly Option[],
  environment: Environment,
  run: (flags: Flags, args: readonly string[]) => Promise<void>,
): Command {
  const command = new Command(name).description(what)
  for (const option of options) {
    command.addOption(option)
    let isGiven = false
    command.on(`option:${option.name()}`, () => {
      if (isGiven) throw new UsageError(`${option.long} is given twice: give it once`)
      isGiven = true
    })
  }
  return command.action(() => {
    readEnvironment(command, environment)
    const unset = options
      .filter((option) => option.isBoolean())
      .map((option) => [option.attributeName(), false])
    return run({ ...Object.fromEntries(unset), ...command.opts<object>() } as Flags, command.args)
  })
}

/** Each flag is also an environment variable, `NOWSERVING_<FLAG>`; a flag on the command line wins. */
function readEnvironment(command: Command, environment: Environment): void {
  for (const option of command.options) {
    const name = option.attributeName()
    const variable = `NOWSERVING_${option.name().replaceAll('-', '_').toUpperCase()}`
    const text = environment[variable]
    if (text === undefined || text === '' || command.getOptionValueSource(name) === 'cli') continue
    try {
      const value = option.parseArg ? option.parseArg(text, undefined) : parseSwitch(text, option)
      command.setOptionValueWithSource(name, value, 'env')
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      throw new UsageError(`${error.message} (in the environment variable ${variable})`)
    }
  }
}

function parseSwitch(text: string, option: Option): boolean {
  if (['true', '1', 'yes'].includes(text)) return true
  if (['false', '0', 'no'].includes(text)) return false
  throw new UsageError(`${option.long} ${text}: give true or false`)
}
