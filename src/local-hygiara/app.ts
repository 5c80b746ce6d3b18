import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { StorageError } from './database.ts'
import { requestIdOf, type AppEnv, type Services } from './environment.ts'
import { fieldIssuesOf } from './field-issues.ts'
import { addMoods } from './mood-middleware.ts'
import { Problem, problemResponse } from './problem.ts'
import { addApiKeyRoutes } from './routes/api-keys.ts'
import { addAuthRoutes } from './routes/auth.ts'
import { addReferenceRoutes } from './routes/reference.ts'
import { addReviewRoutes } from './routes/reviews.ts'
import { addWhoamiRoute } from './routes/whoami.ts'

/** Told of every failure that is not a refusal, with the id that the answer carries. */
export type ReportFailure = (requestId: string, error: Error) => void

/** All routes of the server, joined to its services. */
export function createApp(services: Services, reportFailure: ReportFailure): OpenAPIHono<AppEnv> {
  const api = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const errors = fieldIssuesOf(result.error.issues)
      throw new Problem('validation_failed', 'Correct the fields and send it again.', { errors })
    }
  })
  addMoods(api, services)
  addAuthRoutes(api, services)
  addApiKeyRoutes(api, services)
  addWhoamiRoute(api, services)
  addReviewRoutes(api, services)

  const app = new OpenAPIHono<AppEnv>()
  // Not for GET: asking whether there is a body costs more than all the rest of a small answer.
  app.on(['POST', 'DELETE'], '*', limitBody)
  app.route('/api/v1', api)
  addReferenceRoutes(app)
  app.notFound((c) =>
    problemResponse(new Problem('not_found', 'This address is not one of ours.'), requestIdOf(c))
  )
  app.onError((error, c) => {
    const problem = asProblem(error)
    if (problem !== error && problem.code === 'internal_error') reportFailure(requestIdOf(c), error)
    return problemResponse(problem, requestIdOf(c))
  })
  return app
}

const limitBody = bodyLimit({
  maxSize: 64 * 1024,
  onError: () => {
    throw new Problem('payload_too_large', 'A body has at most 64 KiB.')
  }
})

function asProblem(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof StorageError && error.problem === 'full') {
    return new Problem('storage_full', 'Nothing was changed. Free some space and try again.')
  }
  if (error instanceof HTTPException && error.status === 400) {
    return new Problem('malformed_json', 'The body could not be read as JSON.')
  }
  if (error instanceof HTTPException && error.status === 415) {
    return new Problem('unsupported_media_type', 'Send application/json.')
  }
  return new Problem('internal_error', 'The failure was noted under the request id.')
}
