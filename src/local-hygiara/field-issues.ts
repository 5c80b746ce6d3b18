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
    return [{ field: path, code: codeOf(issue), message: issue.message }]
  })
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      // zod says "expected string, received undefined" for a field that is not there.
      return issue.input === undefined ? 'required' : 'wrong_type'
    case 'too_small':
      return 'too_short'
    case 'too_big':
      return 'too_long'
    case 'custom':
      return typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'invalid'
    default:
      return 'invalid'
  }
}
