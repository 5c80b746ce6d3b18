import { useRef, useState } from 'react'
import type { Profile } from '../../../shared/profile.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useWordsContext } from '../app/facts.tsx'
import { showToast } from '../app/toasts.ts'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorTextOf, type WordsContext } from '../words/errors.ts'
import { nameInText } from '../words/names.ts'

interface DeleteKeptDialogProps {
  readonly profile: Profile
  /** The person is signed in there, and signs out with it. */
  readonly isSigningOut: boolean
  readonly onClose: () => void
}

/** Asks before the list and the notes of an account are deleted from this computer. Enter means Cancel. */
export function DeleteKeptDialog({ profile, isSigningOut, onClose }: DeleteKeptDialogProps) {
  const context = useWordsContext()
  const [isBusy, setIsBusy] = useState(false)
  const cancel = useRef<HTMLButtonElement>(null)
  const name = <bdi>{shownName(profile.name)}</bdi>

  const go = async (): Promise<void> => {
    setIsBusy(true)
    const isOut = !isSigningOut || (await bridge['session:signOut']()).ok
    if (isOut) await deleteKept(profile, context)
    setIsBusy(false)
    onClose()
  }

  return (
    <Dialog
      role="alertdialog"
      title={
        isSigningOut ? (
          <>Sign out of {name} and delete what is kept of it?</>
        ) : (
          <>Delete what is kept of {name}?</>
        )
      }
      onClose={() => !isBusy && onClose()}
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={() => !isBusy && onClose()}>
            Cancel
          </Button>
          <Button look="danger" isBusy={isBusy} onClick={() => void go()}>
            {isSigningOut ? 'Sign out and delete' : 'Delete'}
          </Button>
        </>
      }
    >
      <p className="text-muted">
        The list of keys goes from this computer with all its days, and so do your notes. Nobody can get them
        back, and the list can&apos;t be looked at offline any more.
      </p>
      <p className="mt-2 text-muted">The keys themselves stay as they are, and so do those you saved.</p>
    </Dialog>
  )
}

/** Deletes, and says what came of it: main has looked afterwards whether anything is still there. */
async function deleteKept({ id, name }: Profile, context: WordsContext): Promise<void> {
  const deleted = await bridge['session:deleteKept']({ profileId: id })
  showToast({
    id: `kept-${id}`,
    tone: deleted.ok ? 'done' : 'problem',
    text: deleted.ok
      ? `Nothing is kept of ${nameInText(name)} any more: the list and the notes are deleted.`
      : errorTextOf(deleted.error, context),
    isSticky: !deleted.ok
  })
}
