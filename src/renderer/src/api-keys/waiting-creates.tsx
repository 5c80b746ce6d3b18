import { shownName } from '../../../shared/shown-name.ts'
import { orphansMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { systemTimeStyle } from '../words/dates.ts'
import { momentWords } from '../words/record-facts.ts'

/** Creates whose value nobody has, told to somebody who is not signed in: what is left to do waits for the server. */
export function WaitingCreates() {
  const orphans = orphansMirror.useValue() ?? []
  if (orphans.length === 0) return null
  return (
    <section aria-label="Keys that nobody has" className="grid gap-2 px-6 pb-3">
      {orphans.map(({ intentId, name, startedAt, cause }) => (
        <Banner key={intentId} tone="warning">
          {cause === 'answer-lost' ? 'Hygiara may have created ' : 'Hygiara has created '}
          <bdi className="font-semi">{shownName(name)}</bdi>
          {` on ${momentWords(startedAt, systemTimeStyle())}, and nobody has the key. Once you're signed in, this list says what became of it, and offers to revoke it and create it again.`}
        </Banner>
      ))}
    </section>
  )
}
