import { afterAll, beforeAll } from 'vitest'
import { describeHygiaraApi } from '../../testing/hygiara-api-suite.ts'
import { startLocalHygiara, type StartedLocalHygiara } from '../../testing/started-local-hygiara.ts'
import { systemClock } from '../system-clock.ts'
import { createHygiaraApi } from './hygiara-api.ts'

let local: StartedLocalHygiara
const watch = { answered: () => undefined, unanswered: () => undefined, paused: () => undefined }

beforeAll(async () => {
  local = await startLocalHygiara()
})

afterAll(async () => {
  await local.stop()
})

describeHygiaraApi(() => ({
  api: createHygiaraApi(systemClock, Math.random)(local.serverUrl, watch),
  email: local.email,
  password: local.password
}))
