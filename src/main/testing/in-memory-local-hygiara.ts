import type { AppError } from '../../shared/app-error.ts'
import { err, ok, type Result } from '../../shared/result.ts'
import type { LocalHygiara } from '../ports.ts'
import { Gate } from './gate.ts'

type StartedWith = Parameters<LocalHygiara['start']>[0] & { readonly withSampleData: boolean }

/** A local Hygiara that starts when told. */
export class InMemoryLocalHygiara implements LocalHygiara {
  /** The password in clear, as the server gets it. */
  readonly starts: (Omit<StartedWith, 'password'> & { readonly password: string })[] = []
  failure: Extract<AppError, { code: 'local_hygiara_failed' }> | null = null
  isRunning = false
  readonly gate = new Gate()
  readonly #onStart: (email: string, password: string) => void

  constructor(onStart: (email: string, password: string) => void = () => undefined) {
    this.#onStart = onStart
  }

  async start(
    admin: Parameters<LocalHygiara['start']>[0],
    withSampleData: boolean
  ): Promise<Result<{ readonly serverUrl: string }>> {
    const password = admin.password.reveal()
    this.starts.push({ ...admin, password, withSampleData })
    await this.gate.passed()
    if (this.failure) return err(this.failure)
    this.isRunning = true
    this.#onStart(admin.email, password)
    return ok({ serverUrl: 'http://127.0.0.1:40404' })
  }

  async stop(): Promise<void> {
    this.isRunning = false
  }
}
