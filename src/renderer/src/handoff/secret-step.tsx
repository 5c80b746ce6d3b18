import { Copy, Lock } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { isHandedOver as isHandedOverTo, type OpenHandoff } from '../../../shared/handoff.ts'
import { defaultSettings } from '../../../shared/settings.ts'
import { useFacts } from '../app/facts.tsx'
import { leave } from '../app/leave.ts'
import { bridge } from '../bridge.ts'
import { settingsMirror } from '../mirrors.ts'
import { Button } from '../ui/button.tsx'
import { LiveRegion } from '../ui/live-region.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { CopyAsMenu } from './copy-as-menu.tsx'
import { DeliveryLog } from './delivery-log.tsx'
import { DeliveryProblem } from './delivery-problem.tsx'
import { FirstUseLine } from './first-use-line.tsx'
import { ForgetLine } from './forget-line.tsx'
import { MaskedKey } from './masked-key.tsx'
import { TestKey } from './test-key.tsx'
import { announcementOf } from './announcement.ts'
import { activeWindowNote } from '../words/clipboard.ts'

// One delivery at a time: a copy would have to wait behind whatever the keychain is asking.
const waitingForKeychain = 'Waiting for your keychain. Cancel that to copy instead.'

/** The step between a new key and the place it goes to. The value is in main; here are only its name, prefix and end. */
export function SecretStep({ open }: { readonly open: OpenHandoff }) {
  const { keychainName, platform, clipboardNeedsActiveWindow } = useFacts()
  const { clipboardSeconds } = settingsMirror.useValue() ?? defaultSettings
  const noteId = useId()
  const copyButton = useRef<HTMLButtonElement>(null)
  const saveButton = useRef<HTMLButtonElement>(null)
  const { handle, key, deliveries, busy, error, forgetsAt } = open
  const isHandedOver = isHandedOverTo(deliveries)

  useEffect(() => copyButton.current?.focus(), [])

  const copy = (): void => void bridge['handoff:copy']({ handle, format: 'raw' })
  const save = (replacesExisting: boolean): void =>
    void bridge['handoff:saveToKeychain']({ handle, replacesExisting })
  // Main ends the step by itself when it may be left; the mirror then takes this view away.
  const close = (): void => void leave('close-secret', () => undefined)

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const modifier = platform === 'mac' ? event.metaKey : event.ctrlKey
      if (!modifier || event.shiftKey || event.altKey || event.key.toLowerCase() !== 'c') return
      // Text that was selected on purpose is what is meant.
      if (event.defaultPrevented || document.getSelection()?.isCollapsed === false) return
      event.preventDefault()
      void bridge['handoff:copy']({ handle, format: 'raw' })
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [handle, platform])

  return (
    <Sheet
      title="Copy this key now"
      lead="Hygiara shows it once. After you close this, nobody can get it back."
      focus="none"
      onClose={close}
    >
      <MaskedKey open={open} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button
          ref={copyButton}
          size="large"
          look={isHandedOver ? 'plain' : 'primary'}
          icon={Copy}
          hint={isHandedOver ? undefined : 'Enter'}
          isBusy={busy === 'clipboard'}
          blockedBy={busy === 'keychain' ? waitingForKeychain : undefined}
          aria-describedby={clipboardNeedsActiveWindow ? noteId : undefined}
          onClick={copy}
        >
          Copy
        </Button>
        <CopyAsMenu open={open} blockedBy={busy === 'keychain' ? waitingForKeychain : undefined} />
        <Button
          ref={saveButton}
          size="large"
          icon={Lock}
          isBusy={busy === 'keychain'}
          onClick={() => save(false)}
        >
          Save to {keychainName}
        </Button>
      </div>
      {clipboardNeedsActiveWindow && (
        <p id={noteId} className="mt-2 text-sm text-muted">
          {activeWindowNote}
        </p>
      )}
      <DeliveryProblem
        busy={busy}
        error={error}
        onReplace={() => save(true)}
        onCancel={() => void bridge['handoff:cancel']({ handle })}
        heir={() => saveButton.current}
      />
      <DeliveryLog deliveries={deliveries} keyName={key.name} keychainName={keychainName} />
      {isHandedOver && <FirstUseLine apiKey={key} />}
      <TestKey open={open} />
      <LiveRegion>{announcementOf(deliveries.at(-1), clipboardSeconds, keychainName)}</LiveRegion>
      {/* Stays in view however long the page is: at 200 % the warning would be below the fold. */}
      <div className="-bottom-20 -mx-5 mt-[22px] -mb-6 flex flex-wrap items-center justify-end gap-x-3 gap-y-2 rounded-b-2xl bg-surface px-5 border-line pt-3.5 pb-6 [@media(min-height:300px)]:sticky narrow:-mx-8 narrow:-mb-7 narrow:px-8 narrow:pb-7 [@media(max-height:560px)]:border-t [@media(max-height:560px)]:py-2.5">
        <ForgetLine forgetsAt={forgetsAt} isHandedOver={isHandedOver} />
        {!isHandedOver && <span className="text-[12.5px] text-faint">Copy or save it first.</span>}
        <Button
          look={isHandedOver ? 'primary' : 'quiet'}
          hint={isHandedOver ? 'Esc' : undefined}
          onClick={close}
        >
          Done
        </Button>
      </div>
    </Sheet>
  )
}
