import { invalidAnswer, problemAnswer } from '../../protocol/http-bodies.ts'
import { reportExportQuery, stepsAnswer, stepsQuery, todayAnswer } from '../../protocol/reports/today.ts'
import { described, type JsonSchemas } from './json-schemas.ts'
import { get, parametersOf } from './openapi-parts.ts'

/** The reports of a business day. */
export function reportPaths(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  const denials = {
    401: answer('Sign in first.', problemAnswer),
    403: answer('The role may not read the reports.', problemAnswer),
  }
  const invalid = { 400: answer('A parameter is not as it should be.', invalidAnswer) }
  return {
    '/api/reports/today': get(
      'reportOfToday',
      'Waits, services and ratings of the present business day by service, counter, person and half hour',
      { 200: answer('The figures.', todayAnswer), ...denials },
    ),
    '/api/reports/today/tickets': get(
      'ticketsBehindFigure',
      'The tickets that a figure of the day counts: label, times and counter',
      { 200: answer('A page of them.', stepsAnswer), ...invalid, ...denials },
      parametersOf(schemas, stepsQuery.shape),
    ),
    '/api/reports/today/export': get(
      'exportReport',
      'The figures of the day, or its tickets, as a file',
      {
        200: {
          description: 'CSV by RFC 4180; moments are ISO 8601 in UTC, times are whole seconds.',
          content: { 'text/csv': { schema: { type: 'string' } } },
        },
        ...invalid,
        ...denials,
      },
      parametersOf(schemas, reportExportQuery.shape),
    ),
  }
}
