import { connect, type Socket } from 'node:net'

/** A thousand screens in a process of their own: they lose the hall together and dial again together. Run by the storm's test. */

const [portText = '0', countText = '0'] = process.argv.slice(2)
const port = Number(portText)
const views = ['board', 'kiosk', 'window&counter=1', 'window&counter=2']

interface Screen {
  socket: Socket
  isWelcomed: boolean
}

let screens: Screen[] = []
const tell = (line: string): void => void process.stdout.write(`${line}\n`)

/** Opens a socket; again while nobody listens there. */
function open(view: string, whenWelcomed: () => void): Screen {
  const screen: Screen = { socket: connect(port, '127.0.0.1'), isWelcomed: false }
  const dial = () => {
    let said = ''
    screen.socket.on('error', () => undefined)
    screen.socket.on('connect', () =>
      screen.socket.write(
        `GET /live?view=${view} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      ),
    )
    screen.socket.on('data', (part) => {
      if (screen.isWelcomed) return
      said += part.toString('latin1')
      if (!said.includes('"type":"welcome"')) return
      screen.isWelcomed = true
      whenWelcomed()
    })
    screen.socket.on('close', () => {
      if (screen.isWelcomed) return
      setTimeout(() => {
        screen.socket = connect(port, '127.0.0.1')
        dial()
      }, 20)
    })
  }
  dial()
  return screen
}

/** All at once; tells when all are welcomed and how long it took. */
function dialAll(): void {
  for (const { socket } of screens) socket.destroy()
  const begunAt = performance.now()
  let left = Number(countText)
  screens = Array.from({ length: left }, (_, at) =>
    open(views[at % views.length]!, () => {
      left -= 1
      if (left === 0) tell(`back ${Math.round(performance.now() - begunAt)}`)
    }),
  )
}

process.stdin.on('data', () => dialAll())
process.stdin.on('end', () => process.exit(0))
dialAll()
