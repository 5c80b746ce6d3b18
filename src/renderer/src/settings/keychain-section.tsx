import { useEffect, useState } from 'react'
import type { KeychainList, OwnItem, SavedKey } from '../../../shared/keychain-list.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useFacts } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { CopyCommandButton } from '../handoff/copy-command-button.tsx'
import { keychainMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'
import { dateWords, systemTimeStyle } from '../words/dates.ts'
import { keychainAdvice, keychainProblemWords, ownItemWords, presenceWords } from '../words/keychain.ts'
import { nameInText } from '../words/names.ts'
import { RemoveItemDialog } from './remove-item-dialog.tsx'

interface KeychainSectionProps {
  readonly escrowsNewKeys: boolean
  readonly onEscrowChange: (isOn: boolean) => void
}

/** What this app has put into the keychain of this computer, and whether a new key waits there. */
export function KeychainSection({ escrowsNewKeys, onEscrowChange }: KeychainSectionProps) {
  const { keychainName } = useFacts()
  const list = keychainMirror.useValue()
  const [removing, setRemoving] = useState<SavedKey | null>(null)

  // Reads what is remembered; the keychain itself is asked by a button and by nothing else.
  useEffect(() => void bridge['keychain:open'](), [])

  return (
    <section aria-labelledby="keychain" className="grid gap-3.5 border-t border-line pt-5">
      <div>
        <h2 id="keychain" className="font-semi">
          {keychainName}
        </h2>
        <p className="text-muted">What this app has put there. Saved keys are under the service Hygiara.</p>
      </div>
      <Switch
        label="Keep a new key there until it is handed over"
        note="For 10 minutes at most, so that it isn't lost when the app ends."
        isOn={escrowsNewKeys}
        onChange={onEscrowChange}
      />
      {list && <SavedKeys list={list} keychainName={keychainName} onRemove={setRemoving} />}
      {list && <OwnItems items={list.own} />}
      {list && <Look list={list} keychainName={keychainName} />}
      {removing && <RemoveItemDialog item={removing} onClose={() => setRemoving(null)} />}
    </section>
  )
}

interface SavedKeysProps {
  readonly list: KeychainList
  readonly keychainName: string
  readonly onRemove: (item: SavedKey) => void
}

function SavedKeys({ list, keychainName, onRemove }: SavedKeysProps) {
  if (list.keys.length === 0)
    return <p className="text-faint">No key has been saved to {keychainName} yet.</p>
  return (
    <ul aria-label="Saved keys" className="border-t border-line">
      {list.keys.map((item) => (
        <li
          key={`${item.service}/${item.account}`}
          className="flex flex-wrap items-center gap-x-3 border-b border-line py-1.5"
        >
          <div className="min-w-[180px] flex-1">
            <p className="font-medium break-words">
              <bdi>{shownName(item.keyName)}</bdi>
            </p>
            <p className="selectable text-[12.5px] leading-[18px] break-words text-faint">
              <bdi>{shownName(item.account)}</bdi>
            </p>
          </div>
          <p className="tabular flex-none text-right text-[12.5px] leading-[18px] text-faint">
            Saved {dateWords(Date.parse(item.savedAt), systemTimeStyle())}
            <span className={item.presence === 'gone' ? 'block text-amber' : 'block'}>
              {presenceWords(item.presence)}
            </span>
          </p>
          <span className="flex flex-none items-center">
            <CopyCommandButton
              service={item.service}
              account={item.account}
              label={`Copy command for ${nameInText(item.keyName)}`}
            />
            <Button
              look="quiet-danger"
              className="h-7 px-2"
              aria-label={`Remove ${nameInText(item.keyName)}`}
              onClick={() => onRemove(item)}
            >
              Remove
            </Button>
          </span>
        </li>
      ))}
    </ul>
  )
}

function OwnItems({ items }: { readonly items: readonly OwnItem[] }) {
  return (
    <div>
      <h3 className="text-sm text-muted">Kept by the app for itself</h3>
      <ul aria-label="Kept by the app for itself" className="mt-1 grid gap-1.5">
        {items.map((item) => {
          const { what, goes } = ownItemWords(item, systemTimeStyle())
          return (
            <li key={item.account} className="flex items-start gap-3 text-[12.5px] leading-[18px]">
              <span className="min-w-0 flex-1 break-words">
                {what}. <span className="text-faint">{goes}</span>
              </span>
              <span className="flex-none text-faint">{presenceWords(item.presence)}</span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Look({ list, keychainName }: { readonly list: KeychainList; readonly keychainName: string }) {
  const isLooking = list.busy === 'looking'
  return (
    <>
      {list.problem && (
        <Banner tone="problem">
          {keychainProblemWords(list.problem, keychainName)} {keychainAdvice(list.problem, keychainName)}
        </Banner>
      )}
      <div className="flex items-center gap-2">
        <Button isBusy={isLooking} onClick={() => void bridge['keychain:look']()}>
          {isLooking ? 'Checking…' : 'Check what is still there'}
        </Button>
        {isLooking && (
          <Button look="quiet" onClick={() => void bridge['keychain:cancel']()}>
            Cancel
          </Button>
        )}
      </div>
    </>
  )
}
