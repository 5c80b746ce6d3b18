import type { Context } from 'hono'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The text of a server's document, with `{{host}}` for its own host and port. */
export function documentOf(c: Context, folder: string, file: string): string {
  const host = c.req.header('Host') ?? ''
  return readFileSync(join(folder, file), 'utf8').replaceAll('{{host}}', host)
}

/** Answers with a JSON document on one line, as most generators do. */
export function sendJsonDocument(c: Context, folder: string, file: string): Response {
  return c.json(JSON.parse(documentOf(c, folder, file)))
}

/** The page of Swagger UI as its own distribution has it, with the document's address in a script. */
export function swaggerPage(title: string, script: string): string {
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <title>${title}</title>
    <link rel="stylesheet" type="text/css" href="./swagger-ui.css" />
    <link rel="icon" type="image/png" href="./favicon-32x32.png" sizes="32x32" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="./swagger-ui-bundle.js" charset="UTF-8"></script>
    <script src="./swagger-ui-standalone-preset.js" charset="UTF-8"></script>
    ${script}
  </body>
</html>
`
}
