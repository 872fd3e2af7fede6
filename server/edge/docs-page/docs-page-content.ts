/** The docs page's own two files. All addresses are relative, so that it works behind a proxy with a path of its own. */

export const docsHtml = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Roundhouse API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" type="image/png" href="docs/favicon-32x32.png" sizes="32x32">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script type="module" src="docs/initializer.js"></script>
  </body>
</html>
`;

/**
 * Tried requests go to the gateway that served the page, whatever address the spec names. No validator badge: it would
 * ask a server on the internet.
 */
export const docsInitializer = `const base = new URL('.', location.href).href.replace(/\\/$/, '');
const answer = await fetch('openapi.json');
const spec = await answer.json();
SwaggerUIBundle({
  spec: { ...spec, servers: [{ url: base, description: 'This gateway' }] },
  dom_id: '#swagger-ui',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  displayOperationId: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
`;

/** Nothing from other hosts, no inline code; `data:` images are in Swagger UI's style sheet. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
