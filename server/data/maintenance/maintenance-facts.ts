import type { HallKeeper } from '../../keeper/hall-keeper.ts'
import type { MaintenanceView } from '../../protocol/messages.ts'
import type { HallBackups } from '../backup/hall-backups.ts'
import type { SettingsInForce } from '../settings-in-force.ts'
import type { CertificateEnd } from './certificate-end.ts'
import { maintenanceOf } from './maintenance-config.ts'

interface FactSources {
  readonly keeper: HallKeeper
  readonly settings: SettingsInForce
  readonly backups: HallBackups | undefined
  readonly certificate: CertificateEnd | undefined
}

/** The state of backups, of what is kept and of the certificate, for the people who keep the hall. */
export class MaintenanceFacts {
  readonly #sources: FactSources

  constructor(sources: FactSources) {
    this.#sources = sources
  }

  listen(changed: () => void): void {
    const { settings, backups, certificate } = this.#sources
    settings.listen(changed)
    backups?.listen(changed)
    certificate?.listen(changed)
  }

  read(): MaintenanceView {
    const { keeper, backups, certificate } = this.#sources
    const { backupAt, backups: kept, copiesDays, recordsDays } = maintenanceOf(keeper.hall.settings!)
    return {
      ...(backups && { backup: backups.facts }),
      backupAt,
      keeps: { backups: kept, copiesDays, ...(recordsDays === undefined ? {} : { recordsDays }) },
      ...(certificate && { certificate: certificate.facts }),
    }
  }
}
