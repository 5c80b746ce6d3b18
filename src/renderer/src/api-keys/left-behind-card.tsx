import type { ApiKey } from '../../../shared/api-key.ts'
import { view } from '../app/view.ts'
import { bridge } from '../bridge.ts'
import { inventoryMirror, noticesMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { leftBehindWords } from '../words/notices.ts'

interface LeftBehind {
  readonly noticeId: string
  readonly apiKey: ApiKey
}

/** The keys that the person left although nobody has them. One that is no longer in the list has nothing left to say. */
export function useLeftBehind(): readonly LeftBehind[] {
  const notices = noticesMirror.useValue() ?? []
  const { keys } = inventoryMirror.useValue()
  return notices.flatMap((notice) => {
    const apiKey = notice.kind === 'key-left-behind' && keys?.find(({ id }) => id === notice.keyId)
    return apiKey ? [{ noticeId: notice.id, apiKey }] : []
  })
}

/** The trace of *Close anyway*. A card and not a toast: it would stand in the way of the next key. */
export function LeftBehindCard({ noticeId, apiKey }: LeftBehind) {
  return (
    <Banner
      tone="warning"
      actions={
        <>
          <Button className="h-7 px-2.5" onClick={() => view.openRevoke(apiKey)}>
            Revoke…
          </Button>
          <Button
            look="quiet"
            className="h-7 px-2.5"
            onClick={() => void bridge['notices:dismiss']({ id: noticeId })}
          >
            Keep it as unusable
          </Button>
        </>
      }
    >
      {leftBehindWords(apiKey.name)}
    </Banner>
  )
}
