import type { MappingChange } from '../../../shared/api-mapping.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { Banner } from '../ui/banner.tsx'
import { partNames } from '../words/endpoint-parts.ts'

/** What is different in the reference since it was read before. */
export function ChangesBanner({ changes }: { readonly changes: readonly MappingChange[] }) {
  if (changes.length === 0) return null
  return (
    <Banner tone="info">
      <p>The reference has changed since it was read before.</p>
      <ul aria-label="What has changed" className="mt-1 grid gap-1">
        {changes.map(({ part, sentences }) => (
          <li key={part} className="break-words">
            <span className="font-medium">{partNames[part]}.</span>{' '}
            <bdi>{sentences.map(shownName).join(' ')}</bdi>
          </li>
        ))}
      </ul>
    </Banner>
  )
}
