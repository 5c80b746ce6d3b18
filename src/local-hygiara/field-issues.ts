import type { z } from '@hono/zod-openapi'
import type { FieldIssue } from './problem.ts'

type Issue = z.core.$ZodIssue

/** What zod found, as `{field, code, message}`: one entry for each field and rule. Never the value itself. */
export function fieldIssuesOf(issues: readonly Issue[]): FieldIssue[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String).join('.')
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        field: path === '' ? key : `${path}.${key}`,
        code: 'unknown_field',
        message: 'This field is not known here.'
      }))
    }
    // zod tells a missing field from one of a wrong type only in its sentence.
    if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
      return [{ field: path, code: 'required', message: 'This field is needed.' }]
    }
    return [{ field: path, code: codeOf(issue), message: issue.message }]
  })
}

const codes: Partial<Record<Issue['code'], string>> = {
  invalid_type: 'wrong_type',
  too_small: 'too_short',
  too_big: 'too_long'
}

function codeOf(issue: Issue): string {
  if (issue.code === 'custom' && typeof issue.params?.['code'] === 'string') return issue.params['code']
  return codes[issue.code] ?? 'invalid'
}
