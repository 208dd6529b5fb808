import { limits } from './limits.ts'
import { UsageError } from './usage-error.ts'

/**
 * A password from standard input: its first line with `--password-stdin`, otherwise typed twice at a terminal, which
 * shows nothing of it. Throws `UsageError` without a terminal, and when the two differ.
 */
export async function readPassword(isPiped: boolean, ask: (line: string) => void): Promise<string> {
  if (isPiped) return firstLineOfInput()
  if (!process.stdin.isTTY)
    throw new UsageError('there is no terminal to ask for the password at: give it with --password-stdin')
  const [first, again] = await typedLines(
    ['Password (nothing is shown while you type):', 'The same password again:'],
    ask,
  )
  if (first !== again) throw new UsageError('the two passwords differ: try again')
  return first ?? ''
}

async function firstLineOfInput(): Promise<string> {
  let text = ''
  for await (const part of process.stdin) {
    text += String(part)
    if (text.length > limits.valueLength) throw new UsageError('--password-stdin: the password is too long')
  }
  return text.split(/\r?\n/u, 1)[0] ?? ''
}

const enter = /[\r\n]/u
const backspace = /[\b\u007f]/u
const interrupt = '\u0003'

/** One line for each question, in raw mode, in which the terminal echoes nothing. */
async function typedLines(questions: readonly string[], ask: (line: string) => void): Promise<string[]> {
  const { stdin } = process
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  try {
    const lines: string[] = []
    let line = ''
    ask(questions[0]!)
    for await (const typed of stdin as AsyncIterable<string>) {
      for (const sign of typed) {
        if (sign === interrupt) throw new UsageError('stopped: nothing was changed')
        if (!enter.test(sign)) {
          line = backspace.test(sign) ? [...line].slice(0, -1).join('') : line + sign
          continue
        }
        lines.push(line)
        line = ''
        if (lines.length === questions.length) return lines
        ask(questions[lines.length]!)
      }
    }
    throw new UsageError('stopped: nothing was changed')
  } finally {
    stdin.setRawMode(false)
  }
}
