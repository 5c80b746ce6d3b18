import type { MappingPart } from '../../../shared/api-mapping.ts'
import type { AppError } from '../../../shared/app-error.ts'

/** What a part is called. */
export const partNames: Readonly<Record<MappingPart, string>> = {
  'sign-in': 'Sign in',
  list: 'List keys',
  create: 'Create a key',
  revoke: 'Revoke a key',
  user: 'Who is signed in',
  'sign-out': 'Sign out',
  'key-test': 'Test a key'
}

/** Said where an operation cannot be what somebody picked it for. */
export function refusedEndpointWords({ part, why }: AppError & { code: 'endpoint_refused' }): string {
  const what = `This request can't be used for “${partNames[part]}”.`
  return why === null ? what : `${what} ${why}`
}
