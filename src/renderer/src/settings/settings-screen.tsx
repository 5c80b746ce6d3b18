import { Monitor, Moon, Sun, type LucideIcon } from 'lucide-react'
import { useState } from 'react'
import type { AppError } from '../../../shared/app-error.ts'
import { themes, type Theme } from '../../../shared/settings.ts'
import { useFacts, useWordsContext } from '../app/facts.tsx'
import { useHeadingFocus } from '../app/use-heading-focus.ts'
import { bridge } from '../bridge.ts'
import { settingsMirror } from '../mirrors.ts'
import { Banner } from '../ui/banner.tsx'
import { errorTextOf } from '../words/errors.ts'

const looks: Readonly<
  Record<Theme, { readonly label: string; readonly note: string; readonly icon: LucideIcon }>
> = {
  system: { label: 'System', note: 'Follows this computer', icon: Monitor },
  light: { label: 'Light', note: 'Always light', icon: Sun },
  dark: { label: 'Dark', note: 'Always dark', icon: Moon }
}

/** What a person can choose for this computer. */
export function SettingsScreen() {
  const heading = useHeadingFocus()
  const { version } = useFacts()
  const context = useWordsContext()
  const settings = settingsMirror.useValue()
  const [error, setError] = useState<AppError | null>(null)

  const choose = async (theme: Theme): Promise<void> => {
    setError(null)
    const answer = await bridge['settings:setTheme']({ theme })
    if (!answer.ok) setError(answer.error)
  }

  return (
    <div className="h-full overflow-y-auto px-6 pt-[18px] pb-24">
      <h1 ref={heading} tabIndex={-1} className="text-xl leading-8 font-bold">
        Settings
      </h1>
      <div className="mt-4 grid max-w-[604px] gap-6">
        {error && <Banner tone="problem">{errorTextOf(error, context)}</Banner>}
        <fieldset aria-describedby="appearance-note">
          <legend className="font-semi">Appearance</legend>
          <p id="appearance-note" className="mb-2.5 text-muted">
            For this computer, whoever is signed in.
          </p>
          <div className="grid gap-2 narrow:grid-cols-3">
            {themes.map((theme) => (
              <ThemeCard
                key={theme}
                {...looks[theme]}
                isChosen={settings?.theme === theme}
                onChoose={() => void choose(theme)}
              />
            ))}
          </div>
        </fieldset>
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

interface ThemeCardProps {
  readonly label: string
  readonly note: string
  readonly icon: LucideIcon
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function ThemeCard({ label, note, icon: Icon, isChosen, onChoose }: ThemeCardProps) {
  return (
    <label className="focus-ring relative flex items-center gap-3 rounded-lg border border-line-strong px-3 py-2.5 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft forced-colors:has-checked:border-[Highlight]">
      <input
        type="radio"
        name="theme"
        checked={isChosen}
        onChange={onChoose}
        className="absolute inset-0 appearance-none opacity-0"
      />
      <Icon aria-hidden className="size-4 flex-none text-muted" />
      <span className="leading-[17px]">
        <span className="block font-semi">{label}</span>
        <span className="text-xs text-muted">{note}</span>
      </span>
    </label>
  )
}
