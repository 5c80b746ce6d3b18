import { ChevronRight } from 'lucide-react'
import { goTo } from '../app/actions.ts'
import { endpointsMirror } from '../mirrors.ts'
import { Button } from '../ui/button.tsx'
import { sourceWords } from '../words/endpoints.ts'

/** How this server is reached, in a line, and the way to the page that says it in full. */
export function EndpointsSection() {
  const endpoints = endpointsMirror.useValue()
  if (!endpoints) return null
  const open = endpoints.questions.length
  return (
    <section aria-labelledby="network" className="border-t border-line pt-5">
      <h2 id="network" className="font-semi">
        Profile and network
      </h2>
      <div className="mt-1 flex items-center gap-4">
        <p className="min-w-0 flex-1 break-words text-muted">
          <bdi>{sourceWords(endpoints)}</bdi>
          {open > 0 && (
            <span className="text-amber">
              {' '}
              {open === 1 ? 'One part needs' : `${open} parts need`} your answer.
            </span>
          )}
        </p>
        <Button onClick={() => goTo('endpoints')}>
          Endpoints
          <ChevronRight aria-hidden className="size-3.5" />
        </Button>
      </div>
    </section>
  )
}
