import { CircleCheck, CloudAlert, KeyRound, ListX, SearchX, UserRound } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { InventoryFacts } from '../../../shared/inventory.ts'
import { queryText, wordsOnly } from '../../../shared/key-filters.ts'
import type { SignedInUser } from '../../../shared/session.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { useOffers } from '../app/offers.ts'
import { notOfferedWords } from '../words/offers.ts'
import { hintOf } from '../app/shortcuts.ts'
import { useNow } from '../app/now.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { keysWords, numberWords } from '../words/counts.ts'
import { pastWords, systemTimeStyle } from '../words/dates.ts'
import { errorWordsOf } from '../words/errors.ts'
import { queryWords } from '../words/query.ts'
import { stalenessOf } from '../words/staleness.ts'
import { table } from './table-state.ts'
import { countWithoutFilters, type KeyRows } from './use-key-rows.ts'

interface MessageProps {
  readonly icon?: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly actions: ReactNode
}

/** A few words in the place of the table. */
function Message({ icon, title, children, actions }: MessageProps) {
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto border-t border-line bg-canvas px-6">
      <div className="m-auto max-w-[400px] py-10 text-center">
        {icon}
        <h2 className="text-lg font-bold break-words">{title}</h2>
        <div className="mt-1 text-muted">{children}</div>
        <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div>
      </div>
    </div>
  )
}

const iconClass = 'mx-auto mb-3 size-7 text-faint'

/** No key yet: says what keys are for. */
export function Empty() {
  const { platform } = useFacts()
  const offers = useOffers()
  return (
    <Message
      icon={<KeyRound aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="No API keys yet"
      actions={
        <Button
          look="primary"
          hint={hintOf('create-key', platform)}
          blockedBy={offers?.canCreate === false ? notOfferedWords('create') : undefined}
          onClick={view.openCreate}
        >
          Create key
        </Button>
      }
    >
      <p>Keys let pipelines call the Hygiara API without a user session.</p>
      <p>Make one for each pipeline, so that each can be revoked alone.</p>
    </Message>
  )
}

/** Keys, but none that is asked for: says what was asked, and how to ask for less. */
export function NoMatch({ rows }: { readonly rows: KeyRows }) {
  const { query, index } = rows
  const words = wordsOnly(query)
  const others = query.terms.length > words.terms.length ? countWithoutFilters(query, index) : 0
  return (
    <Message
      icon={<SearchX aria-hidden className={iconClass} strokeWidth={1.5} />}
      title={`No keys match ${queryWords(query)}`}
      actions={
        <>
          {others > 0 && words.terms.length > 0 && (
            <Button onClick={() => table.search(queryText(words))}>
              {`Show ${keysWords(others)} without the filters`}
            </Button>
          )}
          <Button onClick={() => table.search('')}>Clear filters</Button>
        </>
      }
    >
      {others > 0 && (
        <p className="tabular">
          {numberWords(others)} hidden {others === 1 ? 'key matches' : 'keys match'}.
        </p>
      )}
    </Message>
  )
}

/** Nothing needs attention: says so, and as of when. */
export function Healthy({ rows, facts }: { readonly rows: KeyRows; readonly facts: InventoryFacts | null }) {
  const now = useNow()
  const checked =
    facts?.fetchedAt == null
      ? ''
      : `Checked ${pastWords(Date.parse(facts.fetchedAt), now, systemTimeStyle())}.`
  return (
    <Message
      icon={<CircleCheck aria-hidden className="mx-auto mb-3 size-7 text-green" strokeWidth={1.5} />}
      title={`No findings in ${facts?.isPartial === true ? 'the first ' : ''}${keysWords(rows.index.entries.length)}`}
      actions={<Button onClick={() => table.search('')}>Show all keys</Button>}
    >
      <p
        className={stalenessOf(facts?.fetchedAt ?? null, now) === 'fresh' ? 'tabular' : 'tabular text-amber'}
      >
        {checked}
      </p>
    </Message>
  )
}

/** No key is theirs: says what makes a key theirs. */
export function NoneMine({ user }: { readonly user: SignedInUser }) {
  const names = [...new Set([user.name, user.email])].filter((name) => name !== '')
  return (
    <Message
      icon={<UserRound aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="None of these keys is noted as yours"
      actions={<Button onClick={() => table.search('')}>Show all keys</Button>}
    >
      <p>
        Mine are the keys that were created with this app under your account, and those with{' '}
        {names.map((name, at) => (
          <Fragment key={name}>
            {at > 0 && ' or '}
            <bdi className="font-medium break-words">{shownName(name)}</bdi>
          </Fragment>
        ))}{' '}
        as their noted owner.
      </p>
    </Message>
  )
}

/** The first reading failed: there is nothing to show but why. */
export function LoadFailed({ error }: { readonly error: AppError | null }) {
  const context = useWordsContext()
  const words = error && errorWordsOf(error, context)
  const needsSignIn = error?.code === 'session_expired' || error?.code === 'not_signed_in'
  return (
    <Message
      icon={<CloudAlert aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="The keys couldn't be loaded"
      actions={
        needsSignIn ? (
          <Button onClick={view.openSignInAgain}>Sign in again</Button>
        ) : (
          <Button onClick={() => void bridge['inventory:refresh']()}>Try again</Button>
        )
      }
    >
      {words && (
        <p className="selectable">
          {words.what} {error.code === 'server_error' ? words.meaning : ''} {words.todo}
        </p>
      )}
    </Message>
  )
}

/** The first reading was cancelled. */
export function NotLoaded() {
  return (
    <Message
      icon={<ListX aria-hidden className={iconClass} strokeWidth={1.5} />}
      title="The keys aren't loaded"
      actions={<Button onClick={() => void bridge['inventory:refresh']()}>Load keys</Button>}
    >
      <p>Loading was cancelled. Nothing was changed.</p>
    </Message>
  )
}
