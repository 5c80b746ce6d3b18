import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import type { MappingPart } from '../../../shared/api-mapping.ts'
import type { Endpoints } from '../../../shared/endpoints.ts'
import type { Session } from '../../../shared/session.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { goTo } from '../app/actions.ts'
import { useIsOffline } from '../app/offline.ts'
import { useHeadingFocus } from '../app/use-heading-focus.ts'
import { bridge } from '../bridge.ts'
import { endpointsMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { dateWords, systemTimeStyle } from '../words/dates.ts'
import { lookProblemWords, noReferenceWords, progressWords, sourceWords } from '../words/endpoints.ts'
import { ChangesBanner } from './changes-banner.tsx'
import { FieldFacts } from './field-facts.tsx'
import { OperationPicker } from './operation-picker.tsx'
import { PartTable } from './part-table.tsx'

type SignedIn = Extract<Session, { state: 'signed-in' }>

/** How the keys of this server are reached: what was found, what is missing, what somebody chose. */
export function EndpointsScreen({ session }: { readonly session: SignedIn }) {
  const heading = useHeadingFocus()
  const endpoints = endpointsMirror.useValue()
  const [changing, setChanging] = useState<MappingPart | null>(null)
  if (!endpoints) return null
  return (
    <div className="h-full overflow-y-auto px-6 pt-[18px] pb-24">
      <div className="flex max-w-[940px] items-center gap-1.5">
        <IconButton
          icon={ArrowLeft}
          label="Back to the settings"
          className="-ml-1.5"
          onClick={() => goTo('settings')}
        />
        <h1 ref={heading} tabIndex={-1} className="text-xl leading-8 font-bold">
          Endpoints
        </h1>
        <LookAgain endpoints={endpoints} />
      </div>
      <div className="@container mt-1 grid max-w-[940px] grid-cols-[minmax(0,1fr)] gap-5">
        <Source endpoints={endpoints} />
        <Problems endpoints={endpoints} />
        <ChangesBanner changes={endpoints.changes} />
        {endpoints.mapping && (
          <PartTable
            endpoints={endpoints}
            mapping={endpoints.mapping}
            isLive={session.standing === 'live'}
            onChange={setChanging}
          />
        )}
        {endpoints.mapping && <FieldFacts mapping={endpoints.mapping} />}
      </div>
      {changing && (
        <OperationPicker part={changing} endpoints={endpoints} onClose={() => setChanging(null)} />
      )}
    </div>
  )
}

function LookAgain({ endpoints: { source, progress } }: { readonly endpoints: Endpoints }) {
  const isOffline = useIsOffline()
  if (source === 'local') return null
  return (
    <div className="ml-auto flex gap-1.5">
      {progress && (
        <Button look="quiet" onClick={() => void bridge['endpoints:cancel']()}>
          Cancel
        </Button>
      )}
      <Button
        isBusy={progress !== null}
        blockedBy={isOffline ? "You're offline" : undefined}
        onClick={() => void bridge['endpoints:lookAgain']()}
      >
        {progress ? 'Looking…' : 'Look again'}
      </Button>
    </div>
  )
}

function Source({ endpoints }: { readonly endpoints: Endpoints }) {
  const { serverUrl, document, lookedAt, progress, remarks } = endpoints
  const looked =
    lookedAt === null ? '' : ` Looked for on ${dateWords(Date.parse(lookedAt), systemTimeStyle())}.`
  return (
    <div>
      <p className="max-w-[640px] text-muted">
        Which requests Hygiara Keys sends to {serverUrl ?? 'the Hygiara on this computer'}. Nothing is created
        or revoked with a request that isn&apos;t certain or chosen by you.
      </p>
      <p className="mt-2 text-muted">
        <bdi>{sourceWords(endpoints)}</bdi>
        {looked}
      </p>
      {document && (
        <p className="mono selectable mt-0.5 break-all text-faint">
          <bdi>{shownName(document.url)}</bdi>
        </p>
      )}
      {remarks.map((remark) => (
        <p key={remark} className="mt-1 text-muted">
          <bdi>{shownName(remark)}</bdi>
        </p>
      ))}
      <p role="status" className="mt-1 text-faint empty:hidden">
        {progress ? progressWords(progress) : ''}
      </p>
    </div>
  )
}

function Problems({ endpoints }: { readonly endpoints: Endpoints }) {
  const { noReference, problem, questions, serverUrl } = endpoints
  const host = serverUrl === null ? '' : new URL(serverUrl).host
  return (
    <>
      {problem && <Banner tone="warning">{lookProblemWords(problem, host)}</Banner>}
      {noReference && <Banner tone="info">{noReferenceWords(noReference)}</Banner>}
      {questions.length > 0 && (
        <Banner tone="warning">
          {questions.length === 1 ? 'One part needs' : `${questions.length} parts need`} your answer: choose
          its request below, or leave it off.
        </Banner>
      )}
    </>
  )
}
