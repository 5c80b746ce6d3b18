import { useState } from 'react'
import { useFacts } from '../app/facts.tsx'
import { bridge } from '../bridge.ts'
import { Button } from '../ui/button.tsx'
import { Switch } from '../ui/switch.tsx'

interface TryLocallyProps {
  readonly isStarting: boolean
  readonly onTry: (withSampleData: boolean) => void
}

/** Offers a real Hygiara on this computer to somebody who has no account at hand. */
export function TryLocally({ isStarting, onTry }: TryLocallyProps) {
  const { keychainName } = useFacts()
  const [withSampleData, setWithSampleData] = useState(true)
  return (
    <section aria-labelledby="try-locally" className="border-t border-line pt-5">
      <h2 id="try-locally" className="font-semi">
        No account at hand?
      </h2>
      <p className="mt-0.5 mb-3 text-pretty text-muted">
        This starts a real Hygiara on this computer and makes an admin account. Its password goes to{' '}
        {keychainName}.
      </p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button isBusy={isStarting} onClick={() => onTry(withSampleData)}>
          {isStarting ? 'Starting Hygiara…' : 'Try it on this computer'}
        </Button>
        {isStarting ? (
          <Button look="quiet" onClick={() => void bridge['session:cancel']()}>
            Cancel
          </Button>
        ) : (
          <Switch label="with sample data" isOn={withSampleData} onChange={setWithSampleData} />
        )}
      </div>
    </section>
  )
}
