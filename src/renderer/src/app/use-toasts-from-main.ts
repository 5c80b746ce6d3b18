import { useEffect, useMemo } from 'react'
import type { ClipboardState } from '../../../shared/handoff.ts'
import { bridge } from '../bridge.ts'
import { clipboardMirror, noticesMirror } from '../mirrors.ts'
import type { Toast } from '../ui/toast-region.tsx'
import { nameInText } from '../words/names.ts'
import { noticeWords } from '../words/notices.ts'
import { goTo } from './actions.ts'
import { useFacts } from './facts.tsx'
import { dismissToast, showToast, useToasts } from './toasts.ts'

const clipboardToastId = 'clipboard'
const tryAgain = { label: 'Try again', onChoose: () => void bridge['clipboard:clearNow']() }

/** All toasts: those of this window, what became of the clipboard, and main's notices. */
export function useToastsFromMain(): {
  readonly toasts: readonly Toast[]
  readonly onDismiss: (id: string) => void
} {
  const { keychainName } = useFacts()
  const own = useToasts()
  const notices = noticesMirror.useValue()

  // Only what changes while this window looks on: a state from before a reload is no news.
  useEffect(() => clipboardMirror.follow((state, before) => before !== null && showClipboardToast(state)), [])

  return useMemo(() => {
    const fromMain = (notices ?? []).flatMap((notice): Toast[] => {
      const text = noticeWords(notice, keychainName)
      // Good news, and the row says it from now on.
      if (notice.kind === 'key-first-used') return [{ id: notice.id, text, tone: 'done', isSticky: false }]
      if (notice.kind === 'endpoints-changed') {
        const action = { label: 'Endpoints', onChoose: () => goTo('endpoints') }
        return [
          { id: notice.id, text, tone: notice.needsAnswer ? 'problem' : 'done', action, isSticky: true }
        ]
      }
      if (notice.kind === 'key-left-on-clipboard') {
        const how = notice.isCleared
          ? { tone: 'done' as const }
          : { tone: 'problem' as const, action: tryAgain }
        return [{ id: notice.id, text, ...how, isSticky: true }]
      }
      return [{ id: notice.id, tone: 'problem', text, isSticky: true }]
    })
    return {
      toasts: [...fromMain, ...own],
      onDismiss: (id) => {
        if (fromMain.some((toast) => toast.id === id)) void bridge['notices:dismiss']({ id })
        else dismissToast(id)
      }
    }
  }, [notices, own, keychainName])
}

function showClipboardToast(state: ClipboardState): void {
  switch (state.state) {
    case 'empty':
    case 'holding':
    // Nobody is looking; it is said once it is known.
    case 'unchecked':
      dismissToast(clipboardToastId)
      return
    case 'cleared':
      showToast({ id: clipboardToastId, tone: 'done', text: 'Clipboard cleared.', isSticky: false })
      return
    case 'replaced':
      showToast({
        id: clipboardToastId,
        tone: 'done',
        text: 'Something else is on the clipboard now. It was left alone.',
        isSticky: false
      })
      return
    case 'not-cleared':
      showToast({
        id: clipboardToastId,
        tone: 'problem',
        text: `Couldn't clear the clipboard. ${nameInText(state.keyName)} is still there. Copy anything else to replace it.`,
        action: tryAgain,
        isSticky: true
      })
  }
}
