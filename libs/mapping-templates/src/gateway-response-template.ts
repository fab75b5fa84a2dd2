import { contextValue, ownMember, printValue, type TemplateScope } from './template-scope.js';

/** What a gateway response's template can see: everything that is known when a request is refused. */
export type GatewayResponseScope = Pick<TemplateScope, 'params' | 'context' | 'stageVariables'>;

const NAME = '[A-Za-z0-9_-]+';
const CONTEXT_PATH = `${NAME}(?:\\.${NAME})*`;
const VARIABLE = new RegExp(
  `\\$(?:context\\.(${CONTEXT_PATH})|\\{context\\.(${CONTEXT_PATH})\\}` +
    `|stageVariables\\.(${NAME})|\\{stageVariables\\.(${NAME})\\})` +
    `|(?<![\\w.$-])\\$?method\\.request\\.(path|querystring|header)\\.(${NAME})`,
  'g',
);

/**
 * Fills a gateway response template. This is no VTL but plain substitution (guide page "Set up gateway
 * responses"): of `$context.a.b`, `$stageVariables.x` and `method.request.header.x` (also `path`,
 * `querystring`). Missing values print nothing; all other text, directives included, stays as it is. Cannot
 * fail.
 */
export function renderGatewayResponseTemplate(text: string, scope: GatewayResponseScope): string {
  return text.replace(
    VARIABLE,
    (
      _all,
      context?: string,
      contextBraced?: string,
      variable?: string,
      variableBraced?: string,
      place?: string,
      name?: string,
    ) => {
      const contextPath = context ?? contextBraced;
      if (contextPath !== undefined) return printValue(contextValue(scope.context, contextPath.split('.')));
      const stageVariable = variable ?? variableBraced;
      if (stageVariable !== undefined) return ownMember(scope.stageVariables, stageVariable) ?? '';
      return ownMember(scope.params[place as 'path' | 'querystring' | 'header'], name!) ?? '';
    },
  );
}
