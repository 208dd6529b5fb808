import { useEffect, useState } from 'preact/hooks'
import type { PrinterView } from '../../../server/hall/views/view-types.ts'
import type { LiveClient } from '../../../server/protocol/client/live-client.ts'

/** The printers of the hall with their test pages, by device, as the hall manager sees them. */
export function usePrinters(client: LiveClient | undefined): Readonly<Record<string, PrinterView>> {
  const [printers, setPrinters] = useState<Readonly<Record<string, PrinterView>>>({})
  useEffect(() => {
    if (!client) return undefined
    const watch = client.watch('manager')
    const end = watch.subscribe(({ view }) => setPrinters(view?.printers ?? {}))
    return () => {
      end()
      watch.close()
    }
  }, [client])
  return printers
}
