import { invalidAnswer, problemAnswer } from '../../protocol/http-bodies.ts'
import { personalAnswer, personalOfTicket, personalQuery } from '../../protocol/maintenance/personal.ts'
import { exportQuery, recordAnswer, recordQuery } from '../../protocol/record.ts'
import { described, type JsonSchemas } from './json-schemas.ts'
import { get, parametersOf } from './openapi-parts.ts'

/** The record, and what is stored of people. */
export function recordPaths(schemas: JsonSchemas): Record<string, object> {
  const answer = described(schemas)
  const refusals = {
    400: answer('A parameter is not as it should be.', invalidAnswer),
    401: answer('Sign in first.', problemAnswer),
    403: answer('The role may not read the record.', problemAnswer),
    429: answer('The record is being read by others.', problemAnswer),
  }
  const text = { schema: { type: 'string' } }
  return {
    '/api/record': get(
      'record',
      'Who did what, when and from which device on a business day, for an auditor or administrator',
      { 200: answer('A page of rows.', recordAnswer), ...refusals },
      parametersOf(schemas, recordQuery.shape),
    ),
    '/api/record/export': get(
      'exportRecord',
      'The whole record of a business day as a file, with its closing hash when the day is closed',
      {
        200: {
          description: 'CSV by RFC 4180, or one JSON object a line.',
          content: { 'text/csv': text, 'application/x-ndjson': text },
        },
        ...refusals,
      },
      parametersOf(schemas, exportQuery.shape),
    ),
    '/api/personal': get(
      'personal',
      'Counts and ends of the words of people by purpose, never the words, for an auditor or administrator',
      {
        200: answer('By purpose.', personalAnswer),
        401: answer('Sign in first.', problemAnswer),
        403: answer('The role may not read what is stored of people.', problemAnswer),
      },
    ),
    '/api/personal/ticket': get(
      'personalOfTicket',
      'The same of one ticket',
      {
        200: answer('By purpose.', personalOfTicket),
        400: answer('A parameter is not as it should be.', invalidAnswer),
        401: answer('Sign in first.', problemAnswer),
        403: answer('The role may not read what is stored of people.', problemAnswer),
        404: answer('The record of this day has no such ticket.', problemAnswer),
      },
      parametersOf(schemas, personalQuery.shape),
    ),
  }
}
