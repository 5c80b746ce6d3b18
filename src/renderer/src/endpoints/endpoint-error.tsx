import type { AppError } from '../../../shared/app-error.ts'
import { useWordsContext } from '../app/facts.tsx'
import { Banner } from '../ui/banner.tsx'
import { errorTextOf } from '../words/errors.ts'

/** An error of this page, in words. */
export function EndpointError({ error }: { readonly error: AppError }) {
  const context = useWordsContext()
  return <Banner tone="problem">{errorTextOf(error, context)}</Banner>
}
