import { useState } from 'react'
import type { MappingQuestion } from '../../../shared/api-mapping.ts'
import type { AppError } from '../../../shared/app-error.ts'
import type { RequestOf } from '../../../shared/ipc-contract.ts'
import type { Result } from '../../../shared/result.ts'
import { bridge } from '../bridge.ts'
import { endpointsMirror } from '../mirrors.ts'
import { choicesOf, type Answers } from './endpoint-questions.tsx'
import { placeOfSignInError, type SignInPlace } from './sign-in-error.ts'

/** Why a sign-in did not go through, and where that is shown. */
export interface SignInFailure {
  readonly error: AppError
  readonly place: SignInPlace
}

/** The steps of signing in beyond what is typed: open questions first, then the sign-in itself. */
export function useSignIn(serverUrl: string) {
  const [isBusy, setIsBusy] = useState(false)
  const [failure, setFailure] = useState<SignInFailure | null>(null)
  const [needsCode, setNeedsCode] = useState(false)
  const [questions, setQuestions] = useState<readonly MappingQuestion[]>([])
  const [answers, setAnswers] = useState<Answers>({})
  const [isIncomplete, setIsIncomplete] = useState(false)
  const isTokenServer = endpointsMirror.useValue()?.tokenServers.includes(serverUrl) ?? false
  const [asksForToken, setAsksForToken] = useState<boolean | null>(null)

  const attempt = async (
    credentials: RequestOf<'session:signIn'>,
    hasSentCode: boolean
  ): Promise<Result<null>> => {
    const choices = choicesOf(questions, answers)
    if (choices === null) return { ok: false, error: { code: 'endpoints_unclear' } }
    const answered = choices.length === 0 ? null : await bridge['endpoints:answer']({ choices: [...choices] })
    const answer = answered?.ok === false ? answered : await bridge['session:signIn'](credentials)
    if (answer.ok) return answer
    const { error } = answer
    setNeedsCode((isNeeded) => isNeeded || error.code === 'second_factor_needed')
    if (error.code === 'not_offered' && error.what === 'sign-in') setAsksForToken(true)
    setAnswers({})
    setQuestions(error.code === 'endpoints_unclear' ? (endpointsMirror.get()?.questions ?? []) : [])
    if (error.code !== 'cancelled') setFailure({ error, place: placeOfSignInError(error, hasSentCode) })
    return answer
  }

  return {
    isBusy,
    failure,
    needsCode,
    questions,
    answers,
    isIncomplete,
    /** One signs in there with a token from the web page. */
    needsToken: asksForToken ?? isTokenServer,
    setAnswers,
    /** Another server is meant: what is known of the last one says nothing about it. */
    forgetServer: () => {
      setQuestions([])
      setAnswers({})
      setAsksForToken(false)
    },
    signIn: async (credentials: RequestOf<'session:signIn'>, hasSentCode: boolean): Promise<boolean> => {
      setFailure(null)
      const isMissing = choicesOf(questions, answers) === null
      setIsIncomplete(isMissing)
      if (isMissing) {
        setFailure({ error: { code: 'endpoints_unclear' }, place: 'questions' })
        return false
      }
      setIsBusy(true)
      const answer = await attempt(credentials, hasSentCode)
      setIsBusy(false)
      return answer.ok
    }
  }
}
