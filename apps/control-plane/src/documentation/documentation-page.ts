/** The page around Swagger UI. */
export const documentationPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Tollgate management API</title>
    <link rel="stylesheet" href="/_tollgate/docs/swagger-ui.css">
  </head>
  <body>
    <div id="api"></div>
    <script src="/_tollgate/docs/swagger-ui-bundle.js"></script>
    <script>
      SwaggerUIBundle({ url: '/_tollgate/docs/openapi.json', dom_id: '#api', supportedSubmitMethods: [] });
    </script>
  </body>
</html>
`;
