/** Devise's form, with the token where `csrf_meta_tags` puts it. */
export function signInPage(csrfToken: string): string {
  return `<!DOCTYPE html>
<html>
  <head>
    <title>Hygiara</title>
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="csrf-param" content="authenticity_token" />
    <meta name="csrf-token" content="${csrfToken}" />
  </head>
  <body>
    <h2>Log in</h2>
    <form class="new_user" id="new_user" action="/users/sign_in" accept-charset="UTF-8" method="post">
      <input type="hidden" name="authenticity_token" value="${csrfToken}" autocomplete="off" />
      <label for="user_email">Email</label>
      <input autofocus="autofocus" autocomplete="email" type="email" name="user[email]" id="user_email" />
      <label for="user_password">Password</label>
      <input autocomplete="current-password" type="password" name="user[password]" id="user_password" />
      <input type="submit" name="commit" value="Log in" data-disable-with="Log in" />
    </form>
    <a href="/api-docs">API documentation</a>
  </body>
</html>
`
}

/** The page of rswag-ui: where the document is stands in JSON in a string in a script. */
export const apiDocsPage = `<!-- HTML for static distribution bundle build -->
<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <title>Swagger UI</title>
    <link rel="stylesheet" type="text/css" href="./swagger-ui.css" >
    <link rel="icon" type="image/png" href="./favicon-32x32.png" sizes="32x32" />
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="./swagger-ui-bundle.js"> </script>
    <script src="./swagger-ui-standalone-preset.js"> </script>
    <script>
      window.onload = function () {
        var configObject = JSON.parse('{"urls":[{"url":"/api-docs/v1/swagger.yaml","name":"API V1 Docs"}]}');
        var oauthConfigObject = JSON.parse('{}');
        // Apply mandatory parameters
        configObject.dom_id = "#swagger-ui";
        configObject.presets = [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset];
        configObject.layout = "StandaloneLayout";
        const ui = SwaggerUIBundle(configObject);
      }
    </script>
  </body>
</html>
`
