import { Clipboard, TriangleAlert } from 'lucide-react'
import { shownName } from '../../../shared/shown-name.ts'
import { bridge } from '../bridge.ts'
import { ClipboardButtons } from '../handoff/clipboard-buttons.tsx'
import { ClipboardCountdown } from '../handoff/clipboard-countdown.tsx'
import { clipboardMirror } from '../mirrors.ts'

/** In the status bar: which key is on the clipboard and for how long, or that it could not be taken off it. */
export function ClipboardStatus() {
  const clipboard = clipboardMirror.useValue()
  if (clipboard?.state === 'holding') {
    return (
      <span className="flex min-w-0 items-center gap-1.5 pl-1.5 text-accent">
        <Clipboard aria-hidden className="size-[13px] flex-none" />
        <KeyName name={clipboard.keyName} after=":" />
        <span className="flex-none whitespace-nowrap">
          clipboard clears in{' '}
          <ClipboardCountdown copiedAt={clipboard.copiedAt} clearsAt={clipboard.clearsAt} />
        </span>
        <ClipboardButtons canKeepLonger={clipboard.canKeepLonger} />
      </span>
    )
  }
  if (clipboard?.state !== 'not-cleared') return null
  return (
    <span className="flex min-w-0 items-center gap-1.5 pl-1.5 text-danger">
      <TriangleAlert aria-hidden className="size-[13px] flex-none" />
      <KeyName name={clipboard.keyName} />
      <span className="flex-none whitespace-nowrap">is still on the clipboard</span>
      <button
        type="button"
        onClick={() => void bridge['clipboard:clearNow']()}
        className="h-7 flex-none rounded-sm px-1.5 whitespace-nowrap text-text underline decoration-line-strong underline-offset-3 hover:decoration-current focus-visible:outline-offset-[-3px]"
      >
        Try again
      </button>
    </span>
  )
}

function KeyName({ name, after = '' }: { readonly name: string; readonly after?: string }) {
  const shown = shownName(name)
  return (
    <span className="max-w-[26ch] min-w-0 truncate" data-tip={shown} data-tip-when="cut-off">
      <bdi>{shown}</bdi>
      {after}
    </span>
  )
}
