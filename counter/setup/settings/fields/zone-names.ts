interface IntlWithValues {
  supportedValuesOf?(key: 'timeZone'): string[]
}

/** The time zones that this browser knows; none before Chromium 99. */
export const zoneNames = (): readonly string[] =>
  (Intl as IntlWithValues).supportedValuesOf?.('timeZone') ?? []
