import { ipcMain } from 'electron'
import { commands, type CommandChannel } from '../../shared/ipc-contract.ts'
import type { ReportIncident } from '../ports.ts'
import { answerCommand } from './answer-command.ts'
import type { Handlers } from './handlers.ts'
import { isTrustedSender } from './sender-guard.ts'

/** Opens every channel of the contract, each behind the same three doors: sender, schema, result. */
export function registerHandlers(handlers: Handlers, reportIncident: ReportIncident): void {
  for (const channel of Object.keys(commands) as CommandChannel[]) {
    ipcMain.handle(channel, (event, payload: unknown) => {
      if (!isTrustedSender(event)) throw new Error(`untrusted sender on ${channel}`)
      return answerCommand(channel, payload, handlers, reportIncident)
    })
  }
}
