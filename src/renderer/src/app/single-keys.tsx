import { isSingleKey, shortcuts } from '../../../shared/shortcuts.ts'
import { bridge } from '../bridge.ts'
import { settingsMirror } from '../mirrors.ts'
import { Switch } from '../ui/switch.tsx'

/** Whether a key pressed alone can be a shortcut now, outside of components. */
export const hasSingleKeysNow = (): boolean => settingsMirror.get()?.hasSingleKeys ?? true

/** The same in components. */
export const useSingleKeys = (): boolean => settingsMirror.useValue()?.hasSingleKeys ?? true

const each = shortcuts.flatMap(({ keys, words }) =>
  keys.filter(isSingleKey).map((key) => `${key} (${words.toLowerCase()})`)
)
const note = `${each.join(' and ')}. They never count while you type.`

interface SingleKeysSwitchProps {
  readonly onChange?: (isOn: boolean) => void
}

/** Turns the shortcuts of one key alone on or off. */
export function SingleKeysSwitch({ onChange = set }: SingleKeysSwitchProps) {
  return <Switch label="Shortcuts of a single key" note={note} isOn={useSingleKeys()} onChange={onChange} />
}

function set(isOn: boolean): void {
  void bridge['settings:setSingleKeys']({ isOn })
}
