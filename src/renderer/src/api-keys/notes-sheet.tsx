import { useRef, useState } from 'react'
import type { ApiKey } from '../../../shared/api-key.ts'
import { shownName, shownPrefix } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { focusTable } from '../app/focus-places.ts'
import { view } from '../app/view.ts'
import { inventoryMirror, recordsMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { SideSheet } from '../ui/side-sheet.tsx'
import { submitOnModifiedEnter } from '../ui/submit-on-enter.ts'
import { errorTextOf } from '../words/errors.ts'
import { nameInText } from '../words/names.ts'
import { KeyFactsList } from './key-facts-list.tsx'
import { NoteFields, PurposeChooser, ReasonField } from './note-fields.tsx'
import { NotKeptLine } from './not-kept-line.tsx'
import { useNotes } from './use-notes.ts'

/** What is known and noted about a key, beside the list. Esc keeps what was typed; it is here again next time. */
export function NotesSheet({ apiKey: opened }: { readonly apiKey: ApiKey }) {
  const context = useWordsContext()
  const [before] = useState(() => document.activeElement)
  const { keys } = inventoryMirror.useValue()
  const listed = keys?.find(({ id }) => id === opened.id)
  const key = listed ?? opened
  const isGone = keys !== null && listed === undefined
  const record = recordsMirror.useValue()?.records.find(({ keyId }) => keyId === opened.id) ?? null

  const close = (): void => {
    view.closeNotes()
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus()
    else focusTable()?.focus()
  }
  const heading = useRef<HTMLHeadingElement>(null)
  const form = useNotes(opened, record?.notes, heading, close)
  const { notes, problems, isBusy, hasChanges } = form
  const hasReason = key.expiresAt === null || notes.noExpiryReason !== ''

  return (
    <SideSheet
      label={`Notes of ${nameInText(key.name)}`}
      headingRef={heading}
      title={<bdi>{shownName(key.name)}</bdi>}
      subtitle={shownPrefix(key.prefix) ?? 'Prefix not reported'}
      onClose={close}
    >
      <form
        noValidate
        aria-busy={isBusy}
        onSubmit={(event) => void form.save(event)}
        onKeyDown={submitOnModifiedEnter}
        className="flex flex-1 flex-col [@media(min-height:480px)]:min-h-0"
      >
        <div className="grid flex-1 content-start gap-[18px] px-5 pt-1 pb-6 [scrollbar-gutter:stable] [@media(min-height:480px)]:min-h-0 [@media(min-height:480px)]:overflow-y-auto">
          {isGone && (
            <Banner tone="info">
              This key is no longer in the list, so its notes can&apos;t be changed.
            </Banner>
          )}
          {form.error && <Banner tone="problem">{errorTextOf(form.error, context)}</Banner>}
          <KeyFactsList apiKey={key} record={record} />
          <PurposeChooser
            legend="What is it for?"
            columns="grid-cols-2"
            spanPrefix="Usually "
            value={notes.purpose}
            onChange={(purpose) => form.change({ purpose })}
          />
          <NoteFields
            notes={notes}
            problems={problems}
            isReadOnly={isBusy}
            columns="grid grid-cols-2 gap-2"
            controlOf={form.controlOf}
            onChange={form.change}
          />
          {hasReason && (
            <ReasonField
              ref={form.controlOf('noExpiryReason')}
              value={notes.noExpiryReason}
              problem={problems.noExpiryReason ?? null}
              isReadOnly={isBusy}
              onChange={(noExpiryReason) => form.change({ noExpiryReason })}
            />
          )}
          <NotKeptLine />
        </div>
        <footer className="flex flex-none items-center justify-between gap-2 border-t border-line px-5 py-3">
          {hasChanges ? (
            <Button look="quiet" className="-ml-[13px]" onClick={form.discard}>
              Discard changes
            </Button>
          ) : (
            <span className="text-sm text-faint">No changes</span>
          )}
          <Button
            type="submit"
            look="primary"
            isBusy={isBusy}
            blockedBy={isGone ? 'This key is no longer in the list' : undefined}
            hint={isBusy ? undefined : 'Enter'}
          >
            {isBusy ? 'Saving…' : 'Save notes'}
          </Button>
        </footer>
      </form>
    </SideSheet>
  )
}
