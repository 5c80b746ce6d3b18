import { useEffect, useRef } from 'react'
import { leaveTitleOf, type LeaveChoice } from '../../../shared/leaving.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { leavingMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorTextOf } from '../words/errors.ts'
import { nameInText } from '../words/names.ts'

/** The question before a key that nobody has is left behind. Main asks it, whichever way out was taken. */
export function LeaveGuard() {
  const context = useWordsContext()
  const question = leavingMirror.useValue()?.question ?? null
  const keepOpen = useRef<HTMLButtonElement>(null)
  // Main asks in a dialog of the system when nobody says that the question is here. Each time anew: a page that was
  // well for one question may hang before the next.
  useEffect(() => {
    if (question) void bridge['leaving:seen']()
  }, [question])
  if (!question) return null
  const { keyName, isRevoking, error, isOverwritten } = question

  const answer = async (choice: LeaveChoice): Promise<void> => {
    const answered = await bridge['leaving:answer']({ choice })
    if (choice === 'revoke' && answered.ok) {
      showToast({
        id: `revoked-${keyName}`,
        tone: 'done',
        text: `${nameInText(keyName)} is revoked.`,
        isSticky: false
      })
    }
  }

  return (
    <Dialog
      role="alertdialog"
      title={leaveTitleOf(question)}
      onClose={() => !isRevoking && void answer('keep-open')}
      initialFocus={keepOpen}
      footer={
        <>
          <Button
            look="quiet"
            className="mr-auto -ml-[13px]"
            onClick={() => !isRevoking && void answer('close-anyway')}
          >
            Close anyway
          </Button>
          <Button look="quiet-danger" isBusy={isRevoking} onClick={() => void answer('revoke')}>
            {isRevoking ? 'Revoking…' : 'Revoke this key'}
          </Button>
          <Button ref={keepOpen} look="primary" onClick={() => !isRevoking && void answer('keep-open')}>
            Keep open
          </Button>
        </>
      }
    >
      <p className="text-muted">
        {!isOverwritten && "You haven't copied, saved or sent "}
        <bdi className="font-semi break-words text-text">{shownName(keyName)}</bdi>
        {isOverwritten
          ? ' is no longer on the clipboard: what was copied since has replaced it. Leave only if you have pasted it. '
          : '. '}
        It can&apos;t be shown again, and it will stay active.
      </p>
      {error && (
        <div className="mt-4">
          <Banner tone="problem">{errorTextOf(error, context)}</Banner>
        </div>
      )}
    </Dialog>
  )
}
