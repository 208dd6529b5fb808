import { Command, CommanderError } from 'commander'
import { exitsHelp } from './exits.ts'
import { missingValue } from './flags.ts'
import type { ProcessContext } from './process-context.ts'
import { UsageError } from './usage-error.ts'

type CommandFactory = (context: ProcessContext) => Command

/** All commands. Only the given command is loaded, so that a print agent's PC loads no hall. */
const factories: Readonly<Record<string, () => Promise<CommandFactory>>> = {
  serve: async () => (await import('./serve.ts')).makeServe,
  demo: async () => (await import('./demo.ts')).makeDemo,
  verify: async () => (await import('./data/verify.ts')).makeVerify,
  repair: async () => (await import('./data/repair.ts')).makeRepair,
  backup: async () => (await import('./data/backup.ts')).makeBackupCommand,
  restore: async () => (await import('./data/restore.ts')).makeRestore,
  record: async () => (await import('./data/record.ts')).makeRecord,
  slip: async () => (await import('./slip.ts')).makeSlip,
  staff: async () => (await import('./staff.ts')).makeStaff,
  key: async () => (await import('./key.ts')).makeKey,
  certificate: async () => (await import('./certificate/certificate.ts')).makeCertificate,
  device: async () => (await import('./device.ts')).makeDevice,
  'print-agent': async () => (await import('./print-agent.ts')).makePrintAgent,
  'virtual-printer': async () => (await import('./virtual-printer.ts')).makeVirtualPrinter,
}
const names = Object.keys(factories)

/** Runs the command that the arguments name. Throws `UsageError` with the flag, what is wrong with it and what is allowed. */
export async function runCommandLine(argv: readonly string[], context: ProcessContext): Promise<void> {
  const [verb = '--help'] = argv
  const program = await makeProgram(names.includes(verb) ? [verb] : names, context)
  try {
    await program.parseAsync(argv.length === 0 ? [verb] : argv, { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode !== 0) throw new UsageError(await usageProblem(error, verb, context))
  }
}

async function makeProgram(wanted: readonly string[], context: ProcessContext): Promise<Command> {
  const program = new Command('nowserving')
    .version(context.version, '--version', 'shows the version')
    .helpOption('-h, --help', 'shows all flags and exit codes')
    .exitOverride()
    .configureHelp({ helpWidth: 118 })
    .configureOutput({
      writeOut: (text) => context.print(text.trimEnd()),
      writeErr: () => undefined,
    })
  for (const name of wanted) {
    const command = (await factories[name]!())(context)
    program.addCommand(command.copyInheritedSettings(program).addHelpText('after', `\n${endOfHelp}`))
  }
  return program.addHelpText('after', () => `\n${flagsOf(program.commands)}\n\n${endOfHelp}`)
}

const endOfHelp = `Each flag is also an environment variable: NOWSERVING_PORT, NOWSERVING_PUBLIC_URL, …\n${exitsHelp}`

/** The flags of each command. A flag that an earlier command has with the same description is only named. */
function flagsOf(commands: readonly Command[]): string {
  const describedBy = new Map<string, string>()
  const blocks = commands.map((command) => {
    const help = command.createHelp()
    const also: string[] = []
    const lines = help.visibleOptions(command).flatMap((option) => {
      const line = help.formatItem(help.optionTerm(option), 26, help.optionDescription(option), help)
      if (option.long === '--help') return []
      const first = describedBy.get(line)
      if (first === undefined) {
        describedBy.set(line, command.name())
        return [line]
      }
      also.push(option.long ?? option.name())
      return []
    })
    return [
      `Flags of ${command.name()}:`,
      ...lines,
      ...(also.length > 0 ? [`  and, as above: ${also.join(', ')}`] : []),
    ].join('\n')
  })
  return blocks.join('\n\n')
}

/** The text of a `UsageError` for a command line that cannot be parsed: the fault and the correction. */
async function usageProblem(error: CommanderError, verb: string, context: ProcessContext): Promise<string> {
  const message = error.message.replace(/^error: /u, '')
  switch (error.code) {
    case 'commander.unknownCommand':
      return `there is no command "${verb}": give one of ${names.join(', ')}`
    case 'commander.excessArguments':
      return `one command at a time, and its flags begin with --: "nowserving ${verb} --help" lists them`
    case 'commander.unknownOption': {
      const flag = /--?[\w-]+/u.exec(message)?.[0] ?? verb
      if (!names.includes(verb)) return `the command comes first: nowserving serve ${flag} …`
      const { commands } = await makeProgram(names, context)
      const others = commands.filter(({ options }) => options.some(({ long }) => long === flag))
      const owners = others.map((one) => one.name()).join(', ')
      const nearest = /did you mean [^?]+\?/iu.exec(message)?.[0] ?? ''
      const hint = owners === '' ? nearest && `: ${nearest}` : `: it belongs to ${owners};`
      return `${verb} has no flag ${flag}${hint || ';'} "nowserving ${verb} --help" lists its flags`
    }
    case 'commander.optionMissingArgument': {
      const { commands } = await makeProgram([verb], context)
      const option = commands[0]?.options.find(({ long }) => message.includes(`'${long} `))
      return option ? missingValue(option) : message
    }
    default:
      return message
  }
}
