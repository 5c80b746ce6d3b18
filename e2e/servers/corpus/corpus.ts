import { startAspNetServer } from './aspnet/aspnet-server.ts'
import { startDrfServer } from './drf/drf-server.ts'
import { startExpressServer } from './express/express-server.ts'
import { startFastApiServer } from './fastapi/fastapi-server.ts'
import { startGinServer } from './gin/gin-server.ts'
import { startLaravelServer } from './laravel/laravel-server.ts'
import { startNestServer } from './nest/nest-server.ts'
import type { StartCorpusServer } from './plumbing/corpus-server.ts'
import { startQuarkusServer } from './quarkus/quarkus-server.ts'
import { startRailsServer } from './rails/rails-server.ts'
import { startSpringServer } from './spring/spring-server.ts'

/** Servers in different styles, each with its own accurate document: what the app must find its way in. */
export const corpus = {
  aspnet: startAspNetServer,
  drf: startDrfServer,
  express: startExpressServer,
  fastapi: startFastApiServer,
  gin: startGinServer,
  laravel: startLaravelServer,
  nest: startNestServer,
  quarkus: startQuarkusServer,
  rails: startRailsServer,
  spring: startSpringServer
} satisfies Record<string, StartCorpusServer>
