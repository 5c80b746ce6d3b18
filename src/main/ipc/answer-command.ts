import { commands, type AnswerOf, type CommandChannel, type RequestOf } from '../../shared/ipc-contract.ts'
import { err } from '../../shared/result.ts'
import type { ReportIncident } from '../ports.ts'
import type { Handlers } from './handlers.ts'

/**
 * Checks a payload against the contract and asks the handler. Never throws: a payload that does not fit answers
 * `invalid_request`, and what nobody expected answers `unexpected` with the id of its report.
 */
export async function answerCommand<Channel extends CommandChannel>(
  channel: Channel,
  payload: unknown,
  handlers: Handlers,
  reportIncident: ReportIncident
): Promise<AnswerOf<Channel>> {
  const request = commands[channel].request.safeParse(payload)
  if (!request.success) {
    // Path and rule only: the text of an issue can quote what was typed.
    const issues = request.error.issues.map((issue) => ({ path: issue.path.join('.'), rule: issue.code }))
    return err({ code: 'invalid_request', issues })
  }
  try {
    return await handlers[channel](request.data as RequestOf<Channel>)
  } catch (cause) {
    return err({ code: 'unexpected', incidentId: reportIncident(channel, cause) })
  }
}
