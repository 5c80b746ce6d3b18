import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import type { Result } from '../../../shared/result.ts'
import type { Theme } from '../../../shared/settings.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { SingleKeysSwitch } from '../app/single-keys.tsx'
import { useHeadingFocus } from '../app/use-heading-focus.ts'
import { bridge } from '../bridge.ts'
import { settingsMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { ChoiceGrid, type Choice } from '../ui/choice-grid.tsx'
import { errorTextOf } from '../words/errors.ts'
import { ClipboardSection } from './clipboard-section.tsx'
import { EndpointsSection } from './endpoints-section.tsx'
import { KeychainSection } from './keychain-section.tsx'

const themeChoices: readonly Choice<Theme>[] = [
  { value: 'system', label: 'System', note: 'Follows this computer', icon: Monitor },
  { value: 'light', label: 'Light', note: 'Always light', icon: Sun },
  { value: 'dark', label: 'Dark', note: 'Always dark', icon: Moon }
]

/** What a person can choose for this computer. */
export function SettingsScreen() {
  const heading = useHeadingFocus()
  const { version } = useFacts()
  const context = useWordsContext()
  const settings = settingsMirror.useValue()
  const [error, setError] = useState<AppError | null>(null)

  const choose = async (asked: Promise<Result<null>>): Promise<void> => {
    setError(null)
    const answer = await asked
    if (!answer.ok) setError(answer.error)
  }

  if (!settings) return null
  return (
    <div className="h-full overflow-y-auto px-6 pt-[18px] pb-24">
      <h1 ref={heading} tabIndex={-1} className="text-xl leading-8 font-bold">
        Settings
      </h1>
      <div className="mt-4 grid max-w-[604px] gap-6">
        {error && <Banner tone="problem">{errorTextOf(error, context)}</Banner>}
        <ChoiceGrid
          legend="Appearance"
          lead="For this computer, whoever is signed in."
          columns="narrow:grid-cols-3"
          choices={themeChoices}
          value={settings.theme}
          onChange={(theme) => void choose(bridge['settings:setTheme']({ theme }))}
        />
        <ClipboardSection
          seconds={settings.clipboardSeconds}
          onChange={(seconds) => void choose(bridge['settings:setClipboardSeconds']({ seconds }))}
        />
        <section aria-labelledby="keyboard" className="grid gap-3 border-t border-line pt-5">
          <h2 id="keyboard" className="font-semi">
            Keyboard
          </h2>
          <SingleKeysSwitch onChange={(isOn) => void choose(bridge['settings:setSingleKeys']({ isOn }))} />
        </section>
        <KeychainSection
          escrowsNewKeys={settings.escrowsNewKeys}
          onEscrowChange={(isOn) => void choose(bridge['settings:setEscrow']({ isOn }))}
        />
        <EndpointsSection />
        <section aria-labelledby="about" className="border-t border-line pt-5">
          <h2 id="about" className="font-semi">
            About
          </h2>
          <p className="selectable tabular text-muted">Hygiara Keys {version}</p>
        </section>
      </div>
    </div>
  )
}
