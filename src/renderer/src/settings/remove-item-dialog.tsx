import { useRef, useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { SavedKey } from '../../../shared/keychain-list.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { dateWords, systemTimeStyle } from '../words/dates.ts'
import { errorTextOf } from '../words/errors.ts'
import { nameInText } from '../words/names.ts'

interface RemoveItemDialogProps {
  readonly item: SavedKey
  readonly onClose: () => void
}

/** Asks before a saved key is taken out of the keychain. Enter means Cancel. */
export function RemoveItemDialog({ item, onClose }: RemoveItemDialogProps) {
  const context = useWordsContext()
  const { keychainName } = context
  const { service, account, keyName, savedAt } = item
  const [isBusy, setIsBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)
  const cancelButton = useRef<HTMLButtonElement>(null)

  const remove = async (): Promise<void> => {
    setIsBusy(true)
    setError(null)
    const answer = await bridge['keychain:remove']({ service, account })
    setIsBusy(false)
    if (!answer.ok) {
      setError(answer.error.code === 'cancelled' ? null : answer.error)
      return
    }
    onClose()
    showToast({
      id: `removed-${account}`,
      tone: 'done',
      text: `${nameInText(keyName)} is no longer in ${keychainName}.`,
      isSticky: false
    })
  }

  const cancel = (): void => {
    if (isBusy) void bridge['keychain:cancel']()
    else onClose()
  }

  return (
    <Dialog
      role="alertdialog"
      title={
        <>
          Remove <bdi>{shownName(keyName)}</bdi> from {keychainName}?
        </>
      }
      onClose={cancel}
      initialFocus={cancelButton}
      footer={
        <>
          <Button ref={cancelButton} onClick={cancel}>
            Cancel
          </Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void remove()}>
            {isBusy ? 'Waiting for your keychain…' : 'Remove'}
          </Button>
        </>
      }
    >
      <p className="text-muted">
        What fetches the key from there won&apos;t find it any more, and nobody can get it back. The key
        itself stays active; to end it, revoke it.
      </p>
      <dl className="mt-4 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 border-t border-line pt-4">
        <dt className="text-faint">Item</dt>
        <dd className="selectable break-words">
          <bdi>{shownName(service)}</bdi> / <bdi>{shownName(account)}</bdi>
        </dd>
        <dt className="text-faint">Saved</dt>
        <dd className="tabular">{dateWords(Date.parse(savedAt), systemTimeStyle())}</dd>
      </dl>
      {error && (
        <div className="mt-4">
          <Banner tone="problem">{errorTextOf(error, context)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
