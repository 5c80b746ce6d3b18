const longest = 63

/**
 * A name as Kubernetes and Docker take it (a DNS-1123 label): `CI Reviews (Köln)` becomes `ci-reviews-koln`. A name
 * of which nothing is left becomes `hygiara-api-key`.
 */
export function dnsLabelOf(name: string): string {
  const label = name
    .normalize('NFKD')
    // Accents stand on their own now: without them a letter stays one letter.
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-/u, '')
    .slice(0, longest)
    .replace(/-$/u, '')
  return label === '' ? 'hygiara-api-key' : label
}
