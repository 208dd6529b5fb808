import { errorCode } from './journal/file-system.ts'

/** Thrown for an address that cannot be listened on; names the address, the cause and the flag to change. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen'
}

/** Thrown for a certificate or key that cannot be read or used; names both files. */
export class CertificateUnusable extends Error {
  override readonly name = 'CertificateUnusable'
}

/** A failure to listen as a `CannotListen`; any other error unchanged. */
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
