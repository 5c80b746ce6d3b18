import type { ApiKey } from '../../shared/api-key.ts'

/** A key that is nobody's in particular. */
export function sampleKey(id: string, facts: Partial<ApiKey> = {}): ApiKey {
  return { id, name: `key ${id}`, prefix: `hrdly_${id}`, lastUsedAt: null, expiresAt: null, ...facts }
}

/** `count` keys with the ids `first`, `first + 1` and so on. */
export function sampleKeys(count: number, first = 0): ApiKey[] {
  return Array.from({ length: count }, (_, index) => sampleKey(`k${first + index}`))
}
