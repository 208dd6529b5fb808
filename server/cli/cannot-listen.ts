import { errorCode } from '../journal/file-system.ts'

/** An address that cannot be listened on: says which, why, and which flag to give otherwise. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/** The failure to listen in words; any other error as it is. */
export function cannotListen(
  error: unknown,
  { host, port, flag = '--port' }: { host: string; port: number; flag?: string },
): unknown {
  const where = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new CannotListen(
        `cannot listen on ${where}: another program listens there already; stop it, or choose another port with ${flag}`,
      )
    case 'EADDRNOTAVAIL':
      return new CannotListen(
        `cannot listen on ${where}: this machine has no such address; give --host one that it has, or 0.0.0.0 for all`,
      )
    case 'EACCES':
      return new CannotListen(
        `cannot listen on ${where}: this user may not open port ${port}; choose one from 1024 on with ${flag}`,
      )
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new CannotListen(
        `cannot listen on ${where}: no address is known for that name; give --host an address`,
      )
    default:
      return error
  }
}
