import { retrievalCommand } from '../../../shared/retrieval-command.ts'
import { shownName } from '../../../shared/shown-name.ts'
import { useFacts } from '../app/facts.tsx'
import { CopyCommandButton } from './copy-command-button.tsx'

interface RetrievalLineProps {
  readonly service: string
  readonly account: string
}

/** The command with which a saved key is fetched later, and a button that copies it. It holds no secret. */
export function RetrievalLine({ service, account }: RetrievalLineProps) {
  const { platform } = useFacts()
  const command = retrievalCommand(platform, { service, account })
  return (
    <span className="flex basis-full items-start gap-2 pb-1.5 pl-[26px]">
      {/* Shown harmless, copied exactly: a name could otherwise turn the line around. PowerShell needs a long one. */}
      <code
        dir="ltr"
        className="selectable mono line-clamp-2 min-w-0 flex-1 rounded-sm bg-canvas px-2 py-[5px] text-[12px] leading-[17px] break-words text-muted"
      >
        {shownName(command)}
      </code>
      <CopyCommandButton service={service} account={account} />
    </span>
  )
}
