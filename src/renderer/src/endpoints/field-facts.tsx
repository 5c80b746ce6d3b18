import type { ReactNode } from 'react'
import type { ApiMapping } from '../../../shared/api-mapping.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { fieldLines, pagingWords, sentWords } from '../words/endpoints.ts'

/** Where the facts of a key stand in the answers, and how session and key are sent. */
export function FieldFacts({ mapping }: { readonly mapping: ApiMapping }) {
  const sent = sentWords(mapping)
  const others = [
    { fact: 'Pages', text: pagingWords(mapping) },
    { fact: 'Session is sent as', text: sent.session },
    { fact: 'A key is sent as', text: sent.key }
  ]
  return (
    <section aria-labelledby="field-facts">
      <h2 id="field-facts" className="font-semi">
        What is read of a key
      </h2>
      <dl className="mt-2 grid grid-cols-[132px_minmax(0,1fr)] gap-x-3 gap-y-1">
        {fieldLines(mapping).map(({ fact, at }) => (
          <Line key={fact} fact={fact}>
            {at === null ? (
              <span className="text-faint">Not reported</span>
            ) : (
              <code className="mono selectable break-all">
                <bdi>{shownName(at)}</bdi>
              </code>
            )}
          </Line>
        ))}
        {others.map(({ fact, text }) => (
          <Line key={fact} fact={fact}>
            <span className="selectable break-words">
              <bdi>{shownName(text)}</bdi>
            </span>
          </Line>
        ))}
      </dl>
    </section>
  )
}

function Line({ fact, children }: { readonly fact: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{fact}</dt>
      <dd>{children}</dd>
    </>
  )
}
